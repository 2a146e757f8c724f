import type { Experiment } from '../../experiment/index.ts'
import { linkTo } from '../share/links.ts'

/** A link on this page that opens an experiment. */
export function hrefOf(experiment: Experiment): string {
  // Node, where tests draw the page to a string, has no address.
  return linkTo(typeof location === 'undefined' ? '' : location.href, experiment)
}
