import { expect, it } from 'vitest'
import { pageSource } from './page-source.ts'

const served = (address: string, status = 200): { readonly asked: string[]; readonly fetch: typeof fetch; readonly base: string } => {
  const asked: string[] = []
  return { asked, base: address, fetch: async url => {
    asked.push(String(url))
    return new Response(Uint8Array.of(1, 2, 3), { status })
  } }
}

it('reads what was dropped, and MNIST from beside the page', async () => {
  const { asked, fetch, base } = served('https://example.org/lab/index.html?lang=zh#v=1')
  const files = new Map([['a.csv', Uint8Array.of(9)], ['mnist/mine', Uint8Array.of(8)]])
  const source = pageSource(files, base, fetch)
  expect([await source.read('a.csv'), await source.read('mnist/mine')]).toEqual([Uint8Array.of(9), Uint8Array.of(8)])
  expect(await source.read('mnist/train-images-idx3-ubyte')).toEqual(Uint8Array.of(1, 2, 3))
  files.set('later.npy', Uint8Array.of(7))
  expect(await source.read('later.npy')).toEqual(Uint8Array.of(7))
  expect(asked).toEqual(['https://example.org/lab/mnist/train-images-idx3-ubyte'])
})

it.each(['b.csv', 'https://evil.example/x', '//evil.example/mnist/x', 'mnist/../secret', 'mnist/x?y', '../mnist/x', 'mnist//evil'])(
  'asks no server for %s', async name => {
    const { asked, fetch, base } = served('https://example.org/')
    await expect(pageSource(new Map(), base, fetch).read(name)).rejects.toMatchObject({ name: 'InputError', mistake: { where: name } })
    expect(asked).toEqual([])
  })

it('says what is missing where there is no server, or not the file', async () => {
  const disk = served('file:///home/me/deltascope-lab.html')
  await expect(pageSource(new Map(), disk.base, disk.fetch).read('mnist/train-images-idx3-ubyte')).rejects.toThrow(/deltascope lab/)
  expect(disk.asked).toEqual([])
  const bare = served('http://localhost:1/', 404)
  await expect(pageSource(new Map(), bare.base, bare.fetch).read('mnist/train-images-idx3-ubyte')).rejects.toThrow(/404/)
})
