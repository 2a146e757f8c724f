import type { JSX } from 'preact'
import { parse, type Node } from './notation.ts'
import './tex.css'

// Preact's types lack `form`, and of a plain `true` its two renderers make different attributes.
const display: object = { displaystyle: 'true' }
const tight: object = { form: 'postfix', lspace: '0', rspace: '0' }
const infix: object = { form: 'infix' }
const rigid: object = { stretchy: 'false' }
const opening: object = { form: 'prefix', fence: 'true', stretchy: 'true' }
const closing: object = { form: 'postfix', fence: 'true', stretchy: 'true' }

/**
 * A formula in MathML Core; `notation.ts` says how it is written. Where the notation allows a break, one `<math>` ends and the next begins,
 * because no browser breaks lines inside one; so a long product fits a phone.
 */
export function Tex({ tex }: { readonly tex: string }): JSX.Element {
  return (
    <span class="u-math">
      {parse(tex).map((piece, i) => (
        [i > 0 && ' ', <math key={i} {...display}>{i > 0 ? <Continued piece={piece} /> : <Tree node={piece} />}</math>]
      ))}
    </span>
  )
}

/** A piece after a break: its first sign still stands between two sides, although nothing is to the left of it any more. */
function Continued({ piece }: { readonly piece: Node }): JSX.Element {
  if (piece.kind === 'operator') return <mo {...infix}>{piece.text}</mo>
  if (piece.kind !== 'row' || piece.children[0]?.kind !== 'operator') return <Tree node={piece} />
  return <mrow><mo {...infix}>{piece.children[0].text}</mo>{piece.children.slice(1).map(child => <Tree node={child} />)}</mrow>
}

/** Capitals that are operators or matrices stand upright; MathML Core sets every other single letter in italics by itself. */
const upright = /^[ΔΣ∇∞⊤]$/u

function Tree({ node }: { readonly node: Node }): JSX.Element {
  switch (node.kind) {
    case 'identifier': return upright.test(node.text) ? <mi mathvariant="normal">{node.text}</mi> : <mi>{node.text}</mi>
    case 'number': return <mn>{node.text}</mn>
    case 'prime': return <mrow><Tree node={node.base} /><mo class="u-prime" {...tight}>{node.text}</mo></mrow>
    case 'operator': return /[()[\]]/.test(node.text) ? <mo {...rigid}>{node.text}</mo> : <mo>{node.text}</mo>
    case 'text': return <mtext>{node.text}</mtext>
    case 'row': return <mrow>{node.children.map(child => <Tree node={child} />)}</mrow>
    case 'fenced': return <mrow><mo {...opening}>{node.open}</mo><Tree node={node.body} /><mo {...closing}>{node.close}</mo></mrow>
    case 'fraction': return <mfrac><Tree node={node.over} /><Tree node={node.under} /></mfrac>
    case 'root': return <msqrt><Tree node={node.body} /></msqrt>
    case 'scripts': return <Scripts base={node.base} below={node.below} above={node.above} limits={node.limits} />
    default: return node satisfies never
  }
}

function Scripts({ base, below, above, limits }: Omit<Extract<Node, { kind: 'scripts' }>, 'kind'>): JSX.Element {
  const b = <Tree node={base} />
  if (below && above) {
    const scripts = [<Tree node={below} />, <Tree node={above} />]
    return limits ? <munderover>{b}{scripts}</munderover> : <msubsup>{b}{scripts}</msubsup>
  }
  if (below) return limits ? <munder>{b}<Tree node={below} /></munder> : <msub>{b}<Tree node={below} /></msub>
  return <msup>{b}{above && <Tree node={above} />}</msup>
}
