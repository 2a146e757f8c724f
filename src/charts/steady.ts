import { Component, type JSX } from 'preact'

/**
 * A part of a picture that is drawn anew only when one of `of` is another. Not by keeping the drawn elements, as `useMemo` would: Preact
 * ties an element to the first tree it was part of, so that one handed in again holds on to every tree there ever was, and a page that
 * redraws for hours fills its memory.
 */
export class Steady extends Component<{ readonly of: readonly unknown[]; readonly draw: () => JSX.Element }> {
  override shouldComponentUpdate(next: Steady['props']): boolean {
    return next.of.some((one, i) => one !== this.props.of[i])
  }

  override render(): JSX.Element {
    return this.props.draw()
  }
}
