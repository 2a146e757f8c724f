/** The panels that `hide=` takes away, in the order of the page; app.tsx leaves them out. docs/lab.md says what each is. */
export const PARTS = [
  'header', 'run', 'stories', 'build', 'headline', 'network', 'speed', 'cost', 'shares', 'slopes', 'activations', 'compare', 'understand', 'share', 'footer'
] as const

/** Single controls of the run that `hide=` takes away, by their `data-part`. */
export const CONTROLS = ['play', 'update', 'epoch', 'reset', 'seed', 'pace', 'time'] as const
