/** The parts of the page that `hide=` takes away, in the order of the page. docs/lab.md says what each is. */
export const PARTS = ['header', 'run', 'network', 'speed', 'share'] as const
