import { spawn } from 'node:child_process'

/**
 * The program that shows an address in the person's browser, or undefined where that would go wrong: without a display,
 * `xdg-open` starts a browser of text in the very terminal that says how to stop the server.
 */
export function opener(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): readonly [command: string, ...before: string[]] | undefined {
  if (platform === 'darwin') return ['open']
  // Not `start`: the shell behind it would read the & and the % of a link.
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler']
  return env.DISPLAY || env.WAYLAND_DISPLAY ? ['xdg-open'] : undefined
}

/** Tries to open the address; whether that went well is nobody's concern, since the address is printed. */
export function openBrowser(url: string): void {
  const found = opener(process.platform, process.env)
  if (!found) return
  const [command, ...before] = found
  const child = spawn(command, [...before, url], { detached: true, stdio: 'ignore' })
  child.on('error', () => undefined)
  child.unref()
}
