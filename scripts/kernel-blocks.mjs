// Writes out the register blocks of the dense products, C = init + A B for a few rows and columns: R rows × V vectors of 4 columns, all
// R·V sums in registers, the summed index k ascending in every element. AssemblyScript has no arrays of registers, so each sum is a
// variable of its own, and a block is text made from R and V. The loops are not unrolled further on purpose: V8 then begins to spill.
//
// What V8 11.3 makes of a turn is as many instructions as the processor takes up at a time, so each one that does not calculate counts:
// - Addresses are stepped before they are used. Of the result of an addition V8 knows that its upper half is zero; of a variable that comes
//   round a loop it does not, and copies it.
// - The loop ends by an address, not by a count of its own, and is tested at its top: tested at its end, V8 loads all of A's values at
//   once and has no registers left.
// - A load_splat cannot hold its offset, as other loads do. V8 adds it to the memory's base in every turn, unless that sum is there already:
//   hence the loads before the loop whose values nobody uses.

const sequence = length => Array.from({ length }, (_, i) => i)
const pointer = row => (row === 0 ? 'a' : `a${row}`)
const pointers = rows => sequence(rows - 1).map(i => `let ${pointer(i + 1)} = ${pointer(i)} + aRow`)
const stepped = (rows, step) => sequence(rows).map(i => `${pointer(i)} += ${step}`)

/** How a block reads A: `Columns`, A_rp stands at a + 4r + p·aStep; `Rows`, at a + r·aRow + 4p; `Any`, at a + r·aRow + p·aStep. */
const READS = {
  Columns: {
    parameters: 'aStep: usize', step: () => ['a += aStep'], at: row => `a, ${4 * row}`,
    before: rows => [...sequence(rows - 1).map(i => `v128.load_splat<f32>(a, ${4 * (i + 1)})`), 'a -= aStep']
  },
  Rows: {
    parameters: 'aRow: usize', step: rows => stepped(rows, 4), at: pointer, before: rows => ['a -= 4', ...pointers(rows)]
  },
  Any: {
    parameters: 'aRow: usize, aStep: usize', step: rows => stepped(rows, 'aStep'), at: pointer, before: rows => ['a -= aStep', ...pointers(rows)]
  }
}

/** One function, `block${reads}${rows}x${vectors}`, for k ≥ 1. Sizes and offsets in bytes; init_r at init + r·initRow. */
function block(reads, rows, vectors) {
  const { parameters, before, step, at } = READS[reads]
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
    'b -= bStep',
    'const last = b + <usize>k * bStep',
    'while (b != last) {',
    ...step(rows),
    'b += bStep',
    `const ${columns.map(v => `b${v} = v128.load(b, ${16 * v})`).join(', ')}`,
    ...each.flatMap(row => [
      `const x${row} = v128.load_splat<f32>(${at(row)})`,
      ...names(row).map((name, v) => `${name} = madd(x${row}, b${v}, ${name})`)
    ]),
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
