// The rooms, lowest first, and the rooms each may import. `node scripts/rooms.mjs` writes every room's tsconfig.json
// from this table, so that the picture in ARCHITECTURE.md and what the compiler holds cannot drift apart.
import { mkdirSync, writeFileSync } from 'node:fs'

const core = ['errors', 'numerics', 'experiment', 'data', 'kernels', 'network', 'training', 'instruments', 'trace', 'run']
/** room → { uses, types, lib, check } */
export const rooms = {
  errors: { uses: [] },
  numerics: { uses: ['errors'] },
  experiment: { uses: ['errors', 'numerics'] },
  data: { uses: ['errors', 'numerics', 'experiment'] },
  kernels: { uses: ['errors', 'numerics'], lib: ['es2023', 'webworker'] },
  network: { uses: ['errors', 'numerics', 'experiment', 'kernels'] },
  training: { uses: ['errors', 'numerics', 'experiment', 'kernels', 'network'] },
  instruments: { uses: ['errors', 'numerics', 'experiment', 'kernels'] },
  trace: { uses: ['errors', 'numerics', 'experiment', 'instruments'] },
  run: { uses: core.slice(0, -1), lib: ['es2023', 'webworker'] },
  theory: { uses: ['errors', 'numerics', 'experiment', 'kernels', 'network', 'instruments', 'trace'] },
  player: { uses: [...core, 'theory'], lib: ['es2023', 'webworker'] },
  sweep: { uses: core, types: ['node'] },
  charts: { uses: ['errors', 'numerics', 'experiment', 'trace', 'theory'] },
  chapter5: { uses: [...core, 'theory', 'sweep', 'charts'] },
  cli: { uses: [...core, 'theory', 'sweep', 'charts', 'chapter5'], types: ['node'] },
  // Bundled by Vite; the compiler only checks it.
  lab: { uses: [...core, 'theory', 'player', 'charts'], types: ['vite/client'], lib: ['es2023', 'dom', 'dom.iterable'], check: true },
  bench: { uses: [...core, 'sweep'], types: ['node'], lib: ['es2023', 'webworker'] }
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  for (const [room, { uses, types = [], lib, check }] of Object.entries(rooms)) {
    mkdirSync(`src/${room}`, { recursive: true })
    const config = {
      extends: '../../tsconfig.base.json',
      compilerOptions: {
        rootDir: '.',
        outDir: `../../dist/${room}`,
        tsBuildInfoFile: `../../dist/${room}/.tsbuildinfo`,
        ...(check ? { emitDeclarationOnly: true } : {}),
        ...(types.length ? { types } : {}),
        ...(lib ? { lib } : {})
      },
      include: ['**/*.ts', '**/*.tsx'],
      exclude: ['**/*.test.ts', '**/*.test.tsx'],
      references: uses.map(u => ({ path: `../${u}` }))
    }
    writeFileSync(`src/${room}/tsconfig.json`, JSON.stringify(config, null, 2) + '\n')
  }
  const root = { files: [], references: [...Object.keys(rooms).map(r => ({ path: `src/${r}` })), { path: 'src/library.json' }] }
  writeFileSync('tsconfig.json', JSON.stringify(root, null, 2) + '\n')
}
