import { FIELDS } from '../../experiment/index.ts'

/** Selectors of the controls of these keys; a key that is none of the experiment's has no control. */
export function selectorsOf(keys: readonly string[]): readonly string[] {
  return FIELDS.filter(({ key }) => keys.includes(key)).flatMap(({ path }) => [`[data-path="${path}"]`, `[data-path^="${path}."]`])
}
