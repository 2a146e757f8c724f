import { expect, test } from 'vitest'
import { FORMULAS, GROUPS } from './formulas.ts'
import { parse, type Node } from './notation.ts'

/** The tree back as text, in one way only. */
function written(node: Node): string {
  switch (node.kind) {
    case 'row': return node.children.map(written).join(' ')
    case 'fenced': return `${node.open}${written(node.body)}${node.close}`
    case 'fraction': return `(${written(node.over)})÷(${written(node.under)})`
    case 'root': return `√(${written(node.body)})`
    case 'prime': return `${written(node.base)}${node.text}`
    case 'scripts': {
      const [below, above] = [node.below ? `_(${written(node.below)})` : '', node.above ? `^(${written(node.above)})` : '']
      return `${written(node.base)}${below}${above}${node.limits ? '!' : ''}`
    }
    default: return node.text
  }
}
const read = (source: string): string[] => parse(source).map(written)

test('atoms, scripts, primes, fractions and fences', () => {
  expect(read("σ'^l(z_j^{l−1})")).toEqual(['σ′^(l) ( z_(j)^(l − 1) )'])
  expect(read('frac{∂C}{∂b_1} ~= w_2 ~· 3.64×10⁻⁷')).toEqual(['(∂ C)÷(∂ b_(1))', '= w_(2)', '· 3.64 × 10^(−7)'])
  expect(read('∏_{k=l+1}^L norm{W^k}_2 ln paren{frac{1}{2}}^2')).toEqual(['∏_(k = l + 1)^(L)! ‖W^(k)‖_(2) ln ((1)÷(2))^(2)'])
  expect(read('sqrt{1 − 4/abs{w}}')).toEqual(['√(1 − 4 / |w|)'])
})

test('a formula that is not one is refused', () => {
  for (const source of ['frac{a}', 'a_', 'sqrt x', '{a', 'a}', 'a & b', 'abs{a ~ b}']) expect(() => parse(source)).toThrow(SyntaxError)
})

test('every formula of the page can be read, and stands in one group', () => {
  for (const lines of Object.values(FORMULAS)) for (const line of lines) expect(parse(line).length).toBeGreaterThan(0)
  expect(GROUPS.flatMap(g => g.ids).toSorted()).toEqual(Object.keys(FORMULAS).toSorted())
})
