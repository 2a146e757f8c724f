import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { english } from '../../src/lab/words/controls.en.ts'
import { chinese } from '../../src/lab/words/controls.zh.ts'
import { fromUrl, type Experiment, type FileDataSpec } from '../../src/experiment/index.ts'
import { idxOfBytes, join, npyBytes, zipBytes, ascii } from '../../src/data/testing.ts'
import type { JsonTrace } from '../../src/trace/index.ts'
import { shell, untilPhase, useBrowser, withLab } from './harness/lab-page.ts'

useBrowser()

type File = readonly [name: string, bytes: Uint8Array]
const text = (name: string, content: string): File => [name, new TextEncoder().encode(content)]

/** As if files from the desktop had been let go over the page. */
async function drop(page: Page, ...files: readonly File[]): Promise<void> {
  const given = files.map(([name, bytes]) => [name, Buffer.from(bytes).toString('base64')] as const)
  await page.evaluate(all => {
    const transfer = new DataTransfer()
    for (const [name, bytes] of all) transfer.items.add(new File([Uint8Array.from(atob(bytes), sign => sign.charCodeAt(0))], name))
    for (const type of ['dragover', 'drop']) {
      document.body.dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }))
    }
  }, given)
}

const held = (page: Page): Experiment => fromUrl(new URL(page.url()).hash.slice(1))
const data = (page: Page): FileDataSpec => held(page).data as FileDataSpec
/** Waits until the page runs on this file. */
const untilOn = async (page: Page, name: string): Promise<void> => {
  await expect.poll(() => data(page).inputs).toBe(name)
  await untilPhase(page, 'ready')
}

const SMALL = 'v=1&net=2-4-2&data=xor&train=60&val=0&batch=7&epochs=5&seed=3'
const flowers = (separator = ',', decimal = '.'): string => ['a,b,c,kind', ...Array.from({ length: 30 }, (_, n) => {
  const numbers = [5 + n / 10, 3 - n / 20, (n % 3) * 2.5].map(x => x.toFixed(2).replace('.', decimal))
  return [...numbers, ['setosa', 'versicolor', 'virginica'][n % 3]].join(separator)
})].join('\n').replace('a,b,c,kind', ['a', 'b', 'c', 'kind'].join(separator))
const incomes = ['share,income,kind', ...Array.from({ length: 24 }, (_, n) => `${(n % 7) / 7},${1000 + ((n * 371) % 9000)},${n % 2 ? 'yes' : 'no'}`)].join('\n')
const images: File = ['images', idxOfBytes([6, 2, 2], Array.from({ length: 24 }, (_, i) => (i * 37) % 256))]
const labels: File = ['labels', idxOfBytes([6], [0, 1, 2, 0, 1, 2])]
const floats = npyBytes("{'descr': '<f4', 'fortran_order': False, 'shape': (4, 2)}", new Uint8Array(Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8).buffer))
const bytes = npyBytes("{'descr': '|u1', 'fortran_order': False, 'shape': (4,)}", Uint8Array.of(0, 1, 0, 1))
const archive: File = ['set.npz', zipBytes({ 'x.npy': floats, 'y.npy': bytes })]

describe('files dropped on the page', () => {
  it('tables of every common writing are learned, and go again', () => withLab({ hash: SMALL }, async page => {
    await untilPhase(page, 'ready')
    const tables = { 'plain.csv': flowers(), 'europe.csv': flowers(';', ','), 'tabs.tsv': flowers('\t'), 'windows.csv': `\ufeff${flowers().replaceAll('\n', '\r\n')}\r\n` }
    for (const [name, table] of Object.entries(tables)) {
      await drop(page, text(name, table))
      await untilOn(page, name)
      expect(held(page)).toMatchObject({ network: { layers: [3, 4, 3] }, data: { train: 30, targets: 'kind', task: 'classification', scale: 1 } })
    }
    await page.locator('.run').getByRole('button', { name: shell.en.run.play, exact: true }).click()
    await untilPhase(page, 'over')
    await page.getByRole('button', { name: english.data.remove }).click()
    await untilPhase(page, 'ready')
    expect(held(page).data.kind).toBe('mnist')
    const kinds = page.locator('[data-path="data.kind"] select')
    expect(await kinds.locator('option').allInnerTexts()).not.toContain('windows.csv')
    expect(await kinds.locator('option').allInnerTexts()).toContain('plain.csv')
    await expect.poll(() => kinds.evaluate(one => document.activeElement === one)).toBe(true)
  }))

  it('columns of very different size: one hint, whose button mends it; the link says so', () => withLab({ hash: SMALL, language: 'zh' }, async page => {
    await untilPhase(page, 'ready')
    await drop(page, text('incomes.csv', incomes))
    const hint = page.locator('.trouble.advice')
    await hint.getByText('“income”列最大到', { exact: false }).waitFor()
    await untilPhase(page, 'ready')
    await expect.poll(async () => Number(await saturated(page))).toBeGreaterThan(0.9)
    await hint.getByRole('button', { name: chinese.unequal.mend }).press('Enter')
    await expect.poll(() => data(page).standardize).toBe(true)
    await untilPhase(page, 'ready')
    expect(page.url()).toContain('&standard=1')
    expect(await hint.count()).toBe(0)
    await page.locator('#play:focus').waitFor()
    await page.locator('.run').getByRole('button', { name: shell.zh.run.update, exact: true }).click()
    await untilPhase(page, 'paused')
    await expect.poll(async () => Number(await saturated(page))).toBeLessThan(0.5)
    await page.locator('[data-path="data.standardize"] input').uncheck()
    await hint.getByRole('button', { name: chinese.unequal.leave }).click()
    await hint.waitFor({ state: 'detached' })
    expect(data(page).standardize).toBeUndefined()
  }))

  it('arrays: a pair at once, its halves one after the other, an archive', () => withLab({ hash: SMALL }, async page => {
    await untilPhase(page, 'ready')
    await drop(page, labels, images)
    await untilOn(page, 'images')
    expect(held(page)).toMatchObject({ network: { layers: [4, 4, 3] }, data: { kind: 'idx', targets: 'labels', train: 6, scale: 1 / 256 } })
    await drop(page, archive)
    await untilOn(page, 'set.npz')
    expect(held(page)).toMatchObject({ network: { layers: [2, 4, 2] }, data: { kind: 'npz', targets: 'y' } })
    await drop(page, ['x.npy', floats])
    await page.getByText(english.data.waits('x.npy')).waitFor()
    await drop(page, ['y.npy', bytes])
    await untilOn(page, 'x.npy')
    expect(data(page)).toMatchObject({ kind: 'npy', targets: 'y.npy' })
  }))

  it('of several arrays those that go together', () => withLab({ hash: SMALL }, async page => {
    await untilPhase(page, 'ready')
    const few: File = ['few', idxOfBytes([2, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8])]
    await drop(page, few, images, labels, ['few-labels', idxOfBytes([2], [0, 1])])
    await untilOn(page, 'images')
    expect(data(page).targets).toBe('labels')
  }))

  it('an experiment that was saved is opened', () => withLab({ hash: SMALL }, async page => {
    await untilPhase(page, 'ready')
    await drop(page, text('saved.json', JSON.stringify({ data: { kind: 'circles', validation: 0 }, network: { layers: [2, 5, 5, 1] } })))
    await expect.poll(() => held(page).network.layers).toEqual([2, 5, 5, 1])
    await untilPhase(page, 'ready')
  }))
})

describe('files that cannot be read are refused in one clear line, and the run stays', () => {
  const BAD: readonly (readonly [what: string, says: RegExp, ...File[]])[] = [
    ['nothing in it', /got an empty file/, ['empty.csv', new Uint8Array()]],
    ['empty lines', /got an empty file/, text('lines.csv', '\n\n')],
    ['one column', /two or more columns separated by commas, semicolons or tabs, got one\./, text('one.csv', '1\n2\n')],
    ['spaces', /got values with spaces between them\. Put commas/, text('space.txt', '1 2\n3 4\n')],
    ['no rows', /at least one value|an empty array/, ['none', idxOfBytes([0, 2], [])], labels],
    ['rows that do not match', /labels: expected 4 rows, as in short, got 6/, ['short', idxOfBytes([4, 2], [1, 2, 3, 4, 5, 6, 7, 8])], labels],
    ['a cut file', /The file is cut short/, ['cut', images[1].subarray(0, 20)]],
    ['a cut archive', /archive/, ['cut.npz', archive[1].subarray(0, 90)]],
    ['an archive without a pair', /two arrays with as many rows/, ['lone.npz', zipBytes({ 'x.npy': floats })]],
    ['a picture', /expected CSV, IDX, npy or npz, got a picture/, ['photo.csv', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10)]],
    ['a workbook', /got a spreadsheet\. Save the table as CSV/, ['book.xlsx', join([0x50, 0x4b, 3, 4], ascii('xl/workbook.xml'))]],
    ['JSON', /got JSON/, text('rows.json', '[{"a": 1}]')],
    ['a broken experiment', /network\.layers/, text('broken.json', '{"network": {"layers": [3]}}')]
  ]
  it('in English', () => withLab({ hash: SMALL }, async page => {
    await untilPhase(page, 'ready')
    for (const [what, says, ...files] of BAD) {
      await drop(page, ...files)
      const wrong = page.locator('.own .wrong')
      await expect.poll(() => wrong.innerText(), { message: what }).toMatch(says)
      await expect.poll(() => wrong.evaluate(one => one.getBoundingClientRect().bottom - innerHeight), { message: `${what} is seen` }).toBeLessThan(1)
      expect(page.url()).toContain(SMALL)
    }
    await drop(page, text('good.csv', flowers()))
    await untilOn(page, 'good.csv')
    expect(await page.locator('.own .wrong').count()).toBe(0)
  }))

  it('in Chinese', () => withLab({ hash: SMALL, language: 'zh' }, async page => {
    await untilPhase(page, 'ready')
    for (const [what, , ...files] of BAD) {
      const said = async (): Promise<string> => (await page.locator('.own .wrong').allInnerTexts()).join('')
      const before = await said()
      await drop(page, ...files)
      await expect.poll(said, { message: what }).not.toMatch(/^$|\b[a-z]{2,} [a-z]{2,}\b/)
      if (what !== 'empty lines' && what !== 'nothing in it') await expect.poll(said, { message: what }).not.toBe(before)
    }
  }))

  it('what shows only in training is said above the charts, with the line', () => withLab({ hash: SMALL }, async page => {
    await untilPhase(page, 'ready')
    await drop(page, text('gaps.csv', 'a,b,kind\n1,2,x\n?,3,y\n2,2,x\n'))
    await page.getByRole('alert').getByText('gaps.csv, line 3, column 1 ("a"): expected a number, got "?".').waitFor()
    await untilPhase(page, 'failed')
    await page.getByRole('alert').getByRole('button', { name: english.trouble.back }).click()
    await untilPhase(page, 'ready')
    expect(page.url()).toContain(SMALL)
  }))
})

it('standardized columns with decimal commas give the same bytes in the page and on the command line', () => withLab({ hash: SMALL }, async page => {
  const folder = mkdtempSync(path.join(tmpdir(), 'deltascope-'))
  try {
    await untilPhase(page, 'ready')
    await drop(page, text('europe.csv', flowers(';', ',')))
    await untilOn(page, 'europe.csv')
    await page.locator('[data-path="data.standardize"] input').check()
    await expect.poll(() => data(page).standardize).toBe(true)
    await untilPhase(page, 'ready')
    await page.locator('.run').getByRole('button', { name: shell.en.run.play, exact: true }).click()
    await untilPhase(page, 'over')
    writeFileSync(path.join(folder, 'europe.csv'), flowers(';', ','))
    const main = path.resolve('dist/cli/main.js')
    const { stdout } = await promisify(execFile)(process.execPath, [main, 'run', new URL(page.url()).hash, '--json', '--quiet'], { cwd: folder, maxBuffer: 1 << 28 })
    expect(await page.locator('.where code').innerText()).toBe((JSON.parse(stdout) as JsonTrace).fingerprint)
  } finally {
    rmSync(folder, { recursive: true })
  }
}))

it('on a phone the hint comes into view, from wherever the file was chosen', () => withLab({
  hash: SMALL, viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true
}, async page => {
  await untilPhase(page, 'ready')
  await page.locator('.build > details > summary').tap()
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: english.data.choose }).tap()])
  await chooser.setFiles({ name: 'incomes.csv', mimeType: 'text/csv', buffer: Buffer.from(incomes) })
  const mend = page.getByRole('button', { name: english.unequal.mend })
  await mend.waitFor()
  await expect.poll(() => mend.evaluate(one => document.elementFromPoint(one.getBoundingClientRect().x + 9, one.getBoundingClientRect().y + 9) === one)).toBe(true)
  await mend.tap()
  await expect.poll(() => data(page).standardize).toBe(true)
}))

it('what takes long is said with its size, and can be ended; files stay', () => withLab({ hash: SMALL }, async page => {
  await untilPhase(page, 'ready')
  await drop(page, text('flowers.csv', flowers()))
  await untilOn(page, 'flowers.csv')
  const small = page.url()
  await page.evaluate(() => (location.hash = '#v=1&net=784-3000x4-10&val=0'))
  const note = page.locator('.trouble.working')
  await note.getByText('29,394,010 weights', { exact: false }).waitFor()
  await note.getByRole('button', { name: english.busy.back }).press('Enter')
  await untilPhase(page, 'ready')
  expect(page.url()).toBe(small)
  await page.locator('#play:focus').waitFor()
  await page.keyboard.press('Enter')
  // The run is short: it may be over when one looks.
  await page.locator('html').and(page.locator('[data-phase=playing], [data-phase=over]')).waitFor({ state: 'attached' })
}))

/** What the page says of the saturated share in layer 1. */
async function saturated(page: Page): Promise<string> {
  await page.locator('.panel-speed select').first().selectOption('saturatedShare')
  const value = page.locator('.panel-speed .value-number').first()
  await expect.poll(() => value.innerText()).toMatch(/\d/)
  return value.innerText()
}
