import { expect, it } from 'vitest'
import { shell, untilPhase, useBrowser, withLab } from './harness/lab-page.ts'

useBrowser()

it('a run that exploded: what is advised at first works, and the focus goes on to Play', () => withLab({
  hash: 'v=1&net=784-30x5-10&act=relu&lr=10&val=0&epochs=30'
}, async page => {
  await page.getByRole('button', { name: shell.en.run.play, exact: true }).click()
  await page.getByRole('alert').getByText('the weighted inputs z of the output').waitFor()
  await page.getByRole('alert').getByRole('button', { name: 'Learning rate 0.1' }).press('Enter')
  await untilPhase(page, 'ready')
  await page.locator('#play:focus').waitFor()
  await page.keyboard.press('Enter')
  await untilPhase(page, 'over')
  expect(await page.getByRole('alert').count()).toBe(0)
}))

it('a link to somebody’s own file: the book’s network is a step away, and the focus goes on to Play', () => withLab({
  hash: 'v=1&net=3-5-2&data=csv&inputs=me.csv&targets=label'
}, async page => {
  await page.getByRole('alert').getByRole('button', { name: 'Open the book’s network' }).press('Enter')
  await untilPhase(page, 'ready')
  await page.locator('#play:focus').waitFor()
}))
