// Writes out the register blocks of the dense products, C = init + A B for a few rows and columns: R rows × V vectors of 4 columns, all
// R·V sums in registers, the summed index k ascending in every element. AssemblyScript has no arrays of registers, so each sum is a
// variable of its own, and a block is text made from R and V. The loops are not unrolled further on purpose: V8 then begins to spill.

const sequence = length => Array.from({ length }, (_, i) => i)
const pointer = row => (row === 0 ? 'a' : `a${row}`)
const pointers = rows => sequence(rows - 1).map(i => `let ${pointer(i + 1)} = ${pointer(i)} + aRow`)
const advance = (rows, step) => sequence(rows).map(i => `${pointer(i)} += ${step}`)

/** How a block reads A: `Columns`, A_rp stands at a + 4r + p·aStep; `Rows`, at a + r·aRow + 4p; `Any`, at a + r·aRow + p·aStep. */
const READS = {
  Columns: {
    parameters: 'aStep: usize', before: () => [], at: row => `a, ${4 * row}`, after: () => ['a += aStep']
  },
  Rows: {
    parameters: 'aRow: usize', before: pointers, at: pointer, after: rows => advance(rows, 4)
  },
  Any: {
    parameters: 'aRow: usize, aStep: usize', before: pointers, at: pointer, after: rows => advance(rows, 'aStep')
  }
}


/** One function, `block${reads}${rows}x${vectors}`. Sizes and offsets in bytes; init_r at init + r·initRow. */
function block(reads, rows, vectors) {
  const { parameters, before, at, after } = READS[reads]
  const columns = sequence(vectors), each = sequence(rows)
  const names = row => columns.map(v => `c${row}_${v}`)
  return [
    `export function block${reads}${rows}x${vectors}(`,
    `  k: i32, a: usize, ${parameters}, b: usize, bStep: usize, c: usize, cRow: usize, init: usize, initRow: usize`,
    '): void {',
    ...each.flatMap(row => [
      ...(row > 0 ? ['init += initRow'] : []),
      `let ${names(row).map((name, v) => `${name} = v128.load(init, ${16 * v})`).join(', ')}`
    ]),
    ...before(rows),
    'for (; k > 0; k--) {',
    `const ${columns.map(v => `b${v} = v128.load(b, ${16 * v})`).join(', ')}`,
    ...each.flatMap(row => [
      `const x${row} = v128.load_splat<f32>(${at(row)})`,
      ...names(row).map((name, v) => `${name} = madd(x${row}, b${v}, ${name})`)
    ]),
    ...after(rows),
    'b += bStep',
    '}',
    // The upper of two neighbours first: V8 then writes both in one, and otherwise the lower a second time.
    ...each.flatMap(row => [...(row > 0 ? ['c += cRow'] : []), ...names(row).map((name, v) => `v128.store(c, ${name}, ${16 * v})`).reverse()]),
    '}'
  ].join('\n')
}

/** Rows and vectors of the builds' blocks, chosen in assembly/blocks.ts. */
const FULL = [[4, 2], [5, 2], [6, 2], [4, 4], [6, 4]]

export function blocks() {
  const full = FULL.flatMap(([rows, vectors]) => [block('Rows', rows, vectors), block('Columns', rows, vectors)])
  const narrow = [[4, 1], [5, 1], [6, 1], [4, 2], [6, 2]].map(([rows, vectors]) => block('Any', rows, vectors))
  return ["// Written by scripts/kernel-blocks.mjs.\nimport { madd } from '../math'", ...full, ...narrow, block('Any', 1, 8), block('Any', 1, 1), ''].join('\n\n')
}
