// The program of a team's member. Started only by team.ts; it serves the kernels it is given, one after another.
import { parentPort } from 'node:worker_threads'
import { serveKernel } from '../kernels/index.ts'
import type { FromMember, ToMember } from './team.ts'

if (parentPort) {
  const port = parentPort
  const say = (word: FromMember): void => port.postMessage(word)
  port.on('message', (job: ToMember) => {
    void serveKernel(job, job.thread, () => say('entered')).then(() => say('left'))
  })
  say('ready')
}
