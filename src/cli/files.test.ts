import { mkdtempSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync, lstatSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { checkWritable, prepareFolder, writeWhole } from './files.ts'

const folder = mkdtempSync(join(tmpdir(), 'deltascope-files-'))
afterAll(() => rmSync(folder, { recursive: true }))
const at = (name: string): string => join(folder, name)

describe('files', () => {
  it('writes whole files and leaves nothing else behind', async () => {
    await writeWhole(at('a.txt'), ['one ', new TextEncoder().encode('two')])
    expect(readFileSync(at('a.txt'), 'utf8')).toBe('one two')
    await writeWhole(at('a.txt'), ['three'])
    expect(readFileSync(at('a.txt'), 'utf8')).toBe('three')
    expect(readdirSync(folder)).toEqual(['a.txt'])
  })

  it('keeps the old file when the content breaks off', async () => {
    writeFileSync(at('b.txt'), 'old')
    function* broken(): Generator<string> {
      yield 'new'
      throw new Error('planted')
    }
    await expect(writeWhole(at('b.txt'), broken())).rejects.toThrow('planted')
    expect(readFileSync(at('b.txt'), 'utf8')).toBe('old')
    expect(readdirSync(folder).filter(name => name.endsWith('.tmp'))).toEqual([])
  })

  it('writes through a link and keeps the mode', async () => {
    writeFileSync(at('c.txt'), 'old', { mode: 0o600 })
    symlinkSync(at('c.txt'), at('link'))
    await writeWhole(at('link'), ['new'])
    expect(lstatSync(at('link')).isSymbolicLink()).toBe(true)
    expect([readFileSync(at('c.txt'), 'utf8'), statSync(at('c.txt')).mode & 0o777]).toEqual(['new', 0o600])
  })

  it('says in one line what cannot be written, before and while writing', async () => {
    writeFileSync(at('d.txt'), '')
    await expect(checkWritable(at('no/where.csv'))).rejects.toThrow(/expected a place that can be written, got no such directory/)
    await expect(checkWritable(at('d.txt/e'))).rejects.toThrow(/got a path that goes through a file/)
    await expect(checkWritable(folder)).rejects.toThrow(/expected the name of a file, got a directory/)
    await expect(prepareFolder(at('d.txt'))).rejects.toThrow(/got a file of that name|through a file/)
    await expect(writeWhole('/dev/full', ['x'.repeat(100_000)])).rejects.toThrow(/no space left on the disk/)
    await checkWritable('/dev/null')
  })

  it('refuses at once what would fail only after the work', async () => {
    await expect(checkWritable(at(`${'x'.repeat(300)}.csv`))).rejects.toThrow(/got a name that is too long$/)
    await expect(prepareFolder(at(`q/${'x'.repeat(300)}`))).rejects.toThrow(/got a name that is too long$/)
  })

  it.skipIf(process.platform !== 'linux')('comes back from folders in which nothing can be made', async () => {
    const attempts = [() => prepareFolder('/proc/none/such'), () => prepareFolder('/proc'), () => checkWritable('/proc/none.csv')]
    for (const attempt of attempts) {
      await expect(attempt()).rejects.toThrow(/^\/proc.*: expected a place that can be written, got a place where nothing can be made$/)
    }
  })

  it('makes the folders of a path', async () => {
    await prepareFolder(at('x/y/z'))
    expect(readdirSync(at('x/y/z'))).toEqual([])
    await Promise.all(['v/w/1', 'v/w/2', 'v/w'].map(name => prepareFolder(at(name))))
    expect(readdirSync(at('v/w')).toSorted()).toEqual(['1', '2'])
  })
})
