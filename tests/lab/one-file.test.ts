import { fileURLToPath, pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { runCommand } from './harness/command.ts'
import { shell, untilPhase, useBrowser, withLab } from './harness/lab-page.ts'
import { shared } from './harness/share.ts'

useBrowser()

const FILE = pathToFileURL(fileURLToPath(new URL('../../dist/deltascope-lab.html', import.meta.url))).href

describe('the page that is one file', () => {
  it('works from the disk without a network, to the same fingerprint', () => withLab({
    url: FILE, hash: 'v=1&net=784-30-30-10&train=100&val=0&epochs=3', offline: true, origins: ['null']
  }, async page => {
    await page.getByRole('button', { name: shell.en.run.play, exact: true }).click()
    await untilPhase(page, 'over')
    const { link, command, fingerprint } = await shared(page)
    expect(link.startsWith(FILE)).toBe(true)
    expect(fingerprint).toBe((await runCommand(command)).fingerprint)
  }))

  it('asks for no other file than itself', () => withLab({ url: FILE, origins: ['null'] }, async page => {
    const asked: string[] = []
    page.on('request', request => asked.push(request.url()))
    await page.reload()
    await untilPhase(page, 'ready')
    expect(asked.filter(url => !url.startsWith('data:') && !url.startsWith('blob:'))).toEqual([FILE])
  }))
})
