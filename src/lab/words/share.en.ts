import type { Catalogue } from './index.ts'

/** What the share dialog and the notes on bad links say; it comes with them. What the page says of sharing at once: shell.en.ts. */
export const english = {
  title: 'Share and take away', close: 'Close',
  link: 'Link', linkHint: 'The address holds the whole experiment.',
  command: 'Command', commandHint: 'Runs the same in a terminal, on Node.',
  copyLink: 'Copy link', copyCommand: 'Copy as command', copySnippet: 'Copy code',
  copied: 'Copied', selected: 'Selected: press Ctrl+C (⌘C on a Mac)',
  ownFiles: (names: string) => `Whoever opens it needs your own files too: ${names}.`,
  fingerprint: 'Fingerprint',
  fingerprintHint: 'Of every reading of this run. The link and the command, run to the end, give the same one.',
  noFingerprint: 'When the run is over, its fingerprint stands here: the link and the command give the same one.',
  run: 'This run', csv: 'Readings as CSV', jsonl: 'Readings as JSON Lines', safetensors: 'Weights as safetensors', json: 'Experiment as JSON',
  saved: (name: string) => `Saved ${name}`,
  left: 'Another experiment was opened before the file was made.',
  embed: 'Put it into another page', embedHint: 'The page grows with its content. Tick what a lesson does not need.', snippet: 'Code for the page', hide: 'Leave out',
  parts: {
    run: 'Play and the time', stories: 'Stories', build: 'Building', headline: 'The sentence on top', network: 'The network', speed: 'Speed of learning', cost: 'Cost and accuracy',
    shares: 'Shares of weights and slopes', slopes: 'Slopes', activations: 'Activations', compare: 'Comparing runs', understand: 'Understand why', share: 'Sharing'
  },
  badLink: 'This link cannot be read.', badLinkKept: 'The experiment on the page is as it was.', badLinkBook: 'The page shows the book’s network instead.',
  badLinkMend: 'Make the address right again'
}

export type ShareWords = Catalogue<typeof english>
