// npm marks the command executable only when it first links the package, so a rebuilt checkout would refuse `npx deltascope`.
import { chmodSync } from 'node:fs'

chmodSync(new URL('../dist/cli/main.js', import.meta.url), 0o755)
