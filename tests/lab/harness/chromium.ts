import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import packed from '@sparticuz/chromium'
import { chromium, type BrowserServer } from 'playwright-core'

/** The page must live with the browser's own rules, so none of the npm package's arguments, which lift them. */
const ARGUMENTS = ['--no-sandbox', '--font-render-hinting=none', '--disable-search-engine-choice-screen']

/**
 * A real Chromium that tests connect to: the machine's own where `CHROMIUM` names it, else the one from npm. Where the system lacks
 * NSS, the libraries that the package brings for such systems stand in.
 */
export async function startChromium(): Promise<BrowserServer> {
  const own = process.env['CHROMIUM']
  if (own) return launch(own, {})
  const home = await unpacked()
  const binary = join(home, 'chromium')
  const fonts = { FONTCONFIG_PATH: join(home, 'fonts') }
  const bare = existsSync('/etc/fonts/fonts.conf') ? {} : fonts
  try {
    return await launch(binary, bare)
  } catch (error) {
    if (!missingLibrary(error)) throw error
    return await launch(binary, { ...bare, LD_LIBRARY_PATH: [join(home, 'al2023/lib'), process.env['LD_LIBRARY_PATH']].filter(Boolean).join(':') })
  }
}

async function launch(executablePath: string, env: Record<string, string>): Promise<BrowserServer> {
  return chromium.launchServer({ executablePath, args: ARGUMENTS, env: { ...process.env, ...env } as Record<string, string> })
}

const missingLibrary = (error: unknown): string | undefined => /loading shared libraries: ([\w.-]+)/.exec(String(error))?.[1]

/** One line for whoever reads the log: what is missing and what to do. */
export function reasonOf(error: unknown): string {
  const library = missingLibrary(error)
  if (library) return `Chromium lacks ${library}: apt-get install libnss3, or set CHROMIUM to a browser of the machine's own`
  return String(error).split('\n').filter(line => line.trim() !== '').slice(0, 3).join(' ').slice(0, 400)
}

/**
 * The folder of the package's browser, its libraries and its fonts, unpacked once a machine. The package would unpack into the folder for
 * temporary files itself, where a process that is stopped half-way leaves half a browser to all that follow.
 */
async function unpacked(): Promise<string> {
  const { version } = JSON.parse(await readFile(new URL('../../../node_modules/@sparticuz/chromium/package.json', import.meta.url), 'utf8')) as { version: string }
  const home = join(tmpdir(), `deltascope-chromium-${version}`)
  if (existsSync(home)) return home
  const fresh = await mkdtemp(`${home}-`)
  const before = { TMPDIR: process.env['TMPDIR'], AWS_LAMBDA_JS_RUNTIME: process.env['AWS_LAMBDA_JS_RUNTIME'] }
  try {
    // The second one is how the package is asked for its libraries.
    Object.assign(process.env, { TMPDIR: fresh, AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x' })
    await packed.executablePath()
  } finally {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
  }
  // Whoever else unpacked it meanwhile did the same.
  await rename(fresh, home).catch(() => rm(fresh, { recursive: true, force: true }))
  return home
}
