import type { FileSource } from '../data/index.ts'
import { InputError } from '../errors/index.ts'

/** MNIST's whole files stand beside the page, under the names that data gives them. */
const SERVED = /^mnist\/[a-z0-9-]+$/

/**
 * Files for a page: those that were dropped on it, and MNIST's whole files from beside the page at `base`. Nothing else is fetched, so that
 * an experiment in a link cannot make the page ask for anything.
 */
export function pageSource(files: ReadonlyMap<string, Uint8Array>, base: string, fetchFile: typeof fetch): FileSource {
  return {
    async read(name) {
      const given = files.get(name)
      if (given) return given
      if (!SERVED.test(name)) throw missing(name, 'a file that was dropped on the page', 'Drop the file on the page')
      if (!/^https?:/.test(base)) {
        throw missing(name, 'a page from a server', 'The page alone has 1,000 images; deltascope lab serves them all')
      }
      const answer = await fetchFile(new URL(name, base))
      if (!answer.ok) throw missing(name, 'a file beside the page', `The server answered ${answer.status}`)
      return new Uint8Array(await answer.arrayBuffer())
    }
  }
}

function missing(name: string, expected: string, remedy: string): InputError {
  return new InputError({ code: 'file', where: name.slice(0, 200), expected, got: 'none', remedy })
}
