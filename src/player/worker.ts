import { resolve } from '../experiment/index.ts'
import { createKernel } from '../kernels/index.ts'
import { compile } from '../network/index.ts'
import { pageSource } from './page-source.ts'
import { createPlayer } from './player.ts'
import type { Command } from './protocol.ts'

// The worker's name is the address of the page, beside which its files stand: a worker from a blob has no other way to know.
const base = self.name || self.location.href
const { port1, port2 } = new MessageChannel()
const tasks: (() => void)[] = []
port1.onmessage = () => tasks.shift()?.()

/** A message to oneself comes after those that wait, at once; timers wait 4 ms and more. */
function schedule(task: () => void, milliseconds: number): void {
  if (milliseconds > 0) return void setTimeout(task, milliseconds)
  tasks.push(task)
  port2.postMessage(null)
}

// The code of the kernels is unpacked and compiled while the page sends its first words.
const smallest = resolve({ data: { kind: 'xor' }, network: { layers: [2, 1] } })
void createKernel({ variant: 'simd', program: compile(smallest.network, 1) }).then(kernel => kernel.dispose(), () => undefined)

const player = createPlayer((event, transfer = []) => self.postMessage(event, { transfer }), {
  source: files => pageSource(files, base, (...request) => fetch(...request)), clock: () => performance.now(), schedule
})
self.onmessage = ({ data }: MessageEvent<Command>) => player.receive(data)
