/** A count: whole, in groups of three. */
export function countText(count: number): string {
  return String(Math.round(count)).replaceAll(/\B(?=(\d{3})+$)/g, '\u202f')
}

/** An epoch: whole ones plainly, parts of one with as many digits as tell updates apart. */
export function epochText(epoch: number): string {
  return Number.isInteger(epoch) ? String(epoch) : epoch.toFixed(epoch < 10 ? 3 : 2)
}
