import type { JSX } from 'preact'
import { scrubbed, shownEpoch, unpin } from '../state/cursor.ts'
import { history } from '../state/history.ts'
import { advance, end, experiment, extend, newSeed, pause, phase, play, position, reset, setSpeed, speed, updatesPerSecond } from '../state/lab.ts'
import { words } from '../words/index.ts'
import { epochText } from '../words/numbers.ts'

const SPEEDS = [1, 5, 20, 100] as const

/** Play is the page's one filled button. */
export function RunBar(): JSX.Element {
  const w = words.value.run
  const state = phase.value
  const busy = state === 'opening' || state === 'failed'
  const over = state === 'over'
  return (
    <section class="run" aria-label={w.label}>
      <div class="buttons">
        {over && end.value?.kind === 'done' ? (
          <button type="button" class="filled" onClick={more}>{w.more(moreEpochs())}</button>
        ) : (
          <button type="button" class="filled" id="play" disabled={busy || over} onClick={state === 'playing' ? pause : play}>
            <Icon name={state === 'playing' ? 'pause' : 'play'} />{state === 'playing' ? w.pause : w.play}
          </button>
        )}
        <button type="button" disabled={busy || over} onClick={() => advance({ updates: 1 })}>{w.update}</button>
        <button type="button" disabled={busy || over} onClick={() => advance({ epochs: 1 })}>{w.epoch}</button>
        <button type="button" disabled={state === 'opening'} onClick={reset}>{w.reset}</button>
        <button type="button" disabled={state === 'opening'} onClick={newSeed}>{w.newSeed}</button>
        <label class="choice">
          <span>{w.speed}</span>
          <select value={speed.value ?? ''} onChange={event => setSpeed(Number(event.currentTarget.value) || null)}>
            {SPEEDS.map(n => <option value={n}>{w.perSecond(n)}</option>)}
            <option value="">{w.fastest}</option>
          </select>
        </label>
      </div>
      <TimeSlider />
      <p class="where"><output>{words.value.phase[state]}</output> {state === 'playing' && updatesPerSecond.value > 0 && w.rate(rateText())}</p>
    </section>
  )
}

const rateText = (): string => Math.round(updatesPerSecond.value).toLocaleString('en').replaceAll(',', ' ')
const moreEpochs = (): number => Math.min(10_000, experiment.value.training.epochs)

function more(): void {
  extend(experiment.value.training.epochs + moreEpochs())
  play()
}

/** Scrubs back through what was recorded; its far end is the newest moment. */
function TimeSlider(): JSX.Element {
  const w = words.value.run
  const { epochs } = history.value
  const newest = epochs.at(-1) ?? 0
  const shown = shownEpoch.value ?? newest
  const { epochs: all } = experiment.value.training
  return (
    <label class="time">
      <span>{w.at(epochText(Math.max(shown, shownEpoch.value === null ? position.value.epoch : 0)), epochText(all))}</span>
      <input
        type="range" min={0} max={newest || 1} step="any" value={shown} disabled={epochs.length < 2} aria-label={w.time}
        aria-valuetext={shownEpoch.value === null ? w.newest : epochText(shown)}
        onInput={event => scrub(event.currentTarget.valueAsNumber, newest)}
      />
    </label>
  )
}

function scrub(to: number, newest: number): void {
  pause()
  unpin()
  scrubbed.value = to >= newest ? null : to
}

function Icon({ name }: { readonly name: 'play' | 'pause' }): JSX.Element {
  return <svg class="icon" viewBox="0 0 16 16" aria-hidden="true"><path d={name === 'play' ? 'M4 2v12l10-6z' : 'M3 2h4v12H3zM9 2h4v12H9z'} /></svg>
}
