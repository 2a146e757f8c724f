import { DEFAULTS, type ExperimentInput } from '../../../experiment/index.ts'

type Data = ExperimentInput['data']

/** The numbers of an input, where the document alone says it; a file's own show when it is read. */
export function inputsOf(data: Data): number | undefined {
  switch (data?.kind ?? DEFAULTS.dataKind) {
    case 'mnist': return 784
    case 'curves': return (data && 'side' in data && data.side ? data.side : DEFAULTS.data.curves.side) ** 2
    case 'regression': return 1
    case 'circles': case 'blobs': case 'spirals': case 'xor': return 2
    default: return undefined
  }
}

/** The numbers of a target: one a class, or as many as `inputs` where the network is to give its input back. */
export function outputsOf(data: Data, inputs: number): number | undefined {
  const kind = data?.kind ?? DEFAULTS.dataKind
  if (kind === 'curves' || (data && 'reconstruct' in data && data.reconstruct)) return inputs
  switch (kind) {
    case 'mnist': return 10
    case 'circles': case 'xor': return 2
    case 'regression': return 1
    case 'blobs': case 'spirals': return data && 'classes' in data && data.classes ? data.classes : DEFAULTS.data[kind].classes
    default: return undefined
  }
}
