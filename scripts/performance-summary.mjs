// The short table at the head of docs/performance.md: what is asked of the bench, beside what its two measured sections say.

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

const BEGIN = '<!-- summary:begin -->\n', END = '<!-- summary:end -->'

/** The document with that table made anew. */
export function withSummary(text) {
  const [first, last] = [text.indexOf(BEGIN), text.indexOf(END)]
  if (first < 0 || last < first) throw new Error('docs/performance.md lacks the marks of its summary')
  return text.slice(0, first + BEGIN.length) + performanceSummary(text) + text.slice(last)
}
