#!/usr/bin/env node
import { perform } from './command.ts'
import { explain } from './exit.ts'
import { finishOutput, guardStreams } from './streams.ts'

guardStreams()
try {
  const code = await perform(process.argv.slice(2))
  await finishOutput()
  process.exitCode = code
} catch (error) {
  process.exitCode = explain(error)
}
