// The answer at the head of docs/performance.md, in sentences and in a short table: what is asked of the bench, beside what its two measured sections say.

const sectionOf = (text, bits) => new RegExp(`<!-- bench-${bits}:begin -->([\\s\\S]*)<!-- bench-${bits}:end -->`).exec(text)?.[1] ?? ''

/** The cells of the table below a heading, by row; an empty first cell means the row's workload is that of the row above. */
function rowsBelow(section, heading) {
  const lines = section.slice(section.indexOf(`### ${heading}`)).split('\n')
  const first = lines.findIndex(line => line.startsWith('|')), length = lines.slice(first).findIndex(line => !line.startsWith('|'))
  let workload = ''
  return lines.slice(first + 2, first + length).map(line => {
    const cells = line.split('|').slice(1, -1).map(cell => cell.trim())
    workload = cells[0] || workload
    return [workload, ...cells.slice(1)]
  })
}

/** Every figure of a section that something is asked of: what it is, who it is about, the figure and its verdict. */
function judged(section) {
  const found = []
  const add = (what, who, figure, verdict) => { if (verdict) found.push({ what, who, figure: `${figure} ${verdict[0]}`, asked: verdict.slice(2) }) }
  for (const [workload, who, threads, , , ratio, , asked, own, , askedOwn] of rowsBelow(section, 'Training steps a second')) {
    add(`${workload}, ${threads === '1' ? 'one thread' : 'two threads'} ÷ the faster peer`, who, ratio, asked)
    add(`${workload}, two threads ÷ one`, who, own, askedOwn)
  }
  for (const [workload, who, , , , trace, , asked] of rowsBelow(section, 'The cost of observing')) add(`${workload}, observing every step`, who, trace, asked)
  return found
}

/** One row for each thing asked, with both builds' figures in both sections. */
function performanceSummary(text) {
  const sections = [128, 256].map(bits => sectionOf(text, bits)), [narrow, wide] = sections.map(judged)
  const measured = sections.map(section => /(Node \d+).*vectors of (\d+ bits)/.exec(section)?.slice(1).join(', '))
  const cell = (all, key, pick) => ['simd', 'simd-fma'].map(who => all.find(one => one.what === key && one.who === who)).map(one => one ? pick(one) : '–')
  const once = values => [...new Set(values)].join(' / ')
  const rows = [...new Set(narrow.map(one => one.what))].map(what => {
    const asked = once(cell(narrow, what, one => one.asked))
    return `| ${what} | ${asked} | ${cell(narrow, what, one => one.figure).join(' / ')} | ${cell(wide, what, one => one.figure).join(' / ')} |`
  })
  const order = what => ['one thread', 'two threads ÷ the', 'two threads ÷ one', 'observing'].findIndex(part => what.includes(part))
  rows.sort((a, b) => order(a) - order(b))
  return [`| \`simd\` / \`simd-fma\` | asked | ${measured.join(' | ')} |`, '|---|---|---|---|', ...rows, ''].join('\n')
}

/** What each workload is, for someone who has not read on. */
const KINDS = {
  minibatch: 'two hidden layers of 30, mini-batches of 10', fullbatch: 'four hidden layers of 30, full batches of 1,000', deep100: 'eight hidden layers of 100, batches of 128',
  wide512: 'eight hidden layers of 512, batches of 256'
}
/** The bench calls its figures noise above this. */
const QUIET = 0.5

/** The least and the most of figures such as `1.55 ✗` or `+8.5 % ✗`. */
function between(found) {
  const figures = found.map(({ figure }) => figure.replaceAll(/^\+| [✓✗]$/g, '')).sort((a, b) => parseFloat(a) - parseFloat(b))
  return figures.length === 0 ? '–' : figures[0] === figures.at(-1) ? figures[0] : `${figures[0].replace(' %', '')} to ${figures.at(-1)}`
}

/** The same as the table, for someone who wants to know whether it is fast. */
function answer(text) {
  const sections = [128, 256].map(bits => sectionOf(text, bits)), found = sections.map(judged)
  const [first, second] = sections.map(section => /Node \d+/.exec(section)?.[0])
  const times = (name, who) => found.map(all => all.find(one => one.who === who && one.what === `${name}, one thread ÷ the faster peer`)?.figure.split(' ')[0] ?? '–')
  const lines = Object.entries(KINDS).map(([name, kind]) => {
    const [[narrow, wide], [fused, fusedWide]] = ['simd', 'simd-fma'].map(who => times(name, who))
    return `- **${name}**, ${kind}: ${narrow} times as many on ${first}, ${wide} times on ${second} (\`simd-fma\`: ${fused} and ${fusedWide}).`
  })
  const both = pick => found.map(all => between(all.filter(({ what }) => pick(what))))
  const [scaled, scaledWide] = both(what => what.endsWith(', two threads ÷ one') && !what.startsWith('minibatch'))
  const [small, smallWide] = both(what => what === 'minibatch, observing every step')
  const large = between(found.flat().filter(({ what }) => what.endsWith('observing every step') && !what.startsWith('minibatch')))
  const loads = sections.map(section => Number(/Load average ([\d.]+) at the start/.exec(section)?.[1])), busy = loads.some(load => load > QUIET)
  return [
    'Training steps a second of `simd`, the kernel that runs unless another is asked for, beside the faster of PyTorch and NumPy, one thread each:', '', ...lines, '',
    `On ${second} two vectors of 128 bits are joined in one of 256. A second thread makes all but mini-batches ${scaled} times as fast on ${first} and ${scaledWide} times on`,
    `${second}. To read every quantity of every layer at every step takes a mini-batch ${small} longer on ${first} and ${smallWide} on ${second}, larger batches ${large}.`,
    ...(busy ? ['', `The machine was not quiet: its load average was ${loads.join(' and ')} at the start, and above ${QUIET} the bench calls its figures noise.`] : [])
  ].join('\n')
}

const BEGIN = '<!-- summary:begin -->\n', END = '<!-- summary:end -->'

/** The document with that table made anew. */
export function withSummary(text) {
  const [first, last] = [text.indexOf(BEGIN), text.indexOf(END)]
  if (first < 0 || last < first) throw new Error('docs/performance.md lacks the marks of its summary')
  return `${text.slice(0, first + BEGIN.length)}${answer(text)}\n\n${performanceSummary(text)}${text.slice(last)}`
}
