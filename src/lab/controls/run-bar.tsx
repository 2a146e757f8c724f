import type { JSX } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import {
  advance, end, experiment, fingerprint, newSeed, pause, phase, play, reached, reset, setSpeed, speed, updatesPerSecond
} from '../state/lab.ts'
import { words } from '../words/index.ts'
import { countText, epochText } from '../words/numbers.ts'
import { Icon, type IconName } from './icon.tsx'
import { goOn, moreEpochs } from './more-epochs.ts'
import { TimeSlider } from './time-slider.tsx'

const SPEEDS = [1, 5, 20, 100, 1000] as const

/** Starts, stops and winds the run. Play is the page's one filled button. */
export function RunBar(): JSX.Element {
  const w = words.value.run
  const state = phase.value
  const idle = state === 'failed' || state === 'over'
  const bar = useRef<HTMLElement>(null)
  useLayoutEffect(() => followHeight(bar.current!), [])
  return (
    <section class="run" aria-label={w.label} ref={bar}>
      <div class="buttons">
        <PlayButton />
        <Step icon="update" label={w.update} disabled={idle} act={() => advance({ updates: 1 })} />
        <Step icon="epoch" label={w.epoch} disabled={idle} act={() => advance({ epochs: 1 })} />
        <Step icon="reset" label={w.reset} act={reset} />
        <Step icon="seed" label={w.newSeed} act={newSeed} />
      </div>
      <TimeSlider />
      <div class="state">
        <Speed />
        <p class="where">{whereText()}</p>
      </div>
      <p class="hush" role="status">{state === 'paused' || state === 'over' ? saidText() : ''}</p>
    </section>
  )
}

function PlayButton(): JSX.Element {
  const w = words.value.run
  const state = phase.value
  if (state === 'over' && end.value?.kind === 'done' && moreEpochs() > 0) {
    return <button type="button" class="filled" id="play" data-part="play" onClick={goOn}>{w.more(moreEpochs())}</button>
  }
  const playing = state === 'playing'
  return (
    <button
      type="button" class="filled" id="play" data-part="play" aria-disabled={state === 'failed' || state === 'over'} onClick={playing ? pause : play}
    >
      <Icon name={playing ? 'pause' : 'play'} />{playing ? w.pause : w.play}
    </button>
  )
}

/**
 * On narrow screens only the icon is seen; its name stays for those who hear the page. Pressed when there is nothing to do it does nothing, but
 * keeps the focus, which a button that is truly disabled loses.
 */
function Step({ icon, label, disabled = false, act }: {
  readonly icon: IconName
  readonly label: string
  readonly disabled?: boolean
  readonly act: () => void
}): JSX.Element {
  return (
    <button type="button" class="step" data-part={icon} title={label} aria-disabled={disabled} onClick={act}>
      <Icon name={icon} /><span class="text">{label}</span>
    </button>
  )
}

function Speed(): JSX.Element {
  const w = words.value.run
  return (
    <label class="choice" data-part="pace">
      <span class="hush">{w.speed}</span>
      <select value={speed.value ?? ''} onChange={event => setSpeed(Number(event.currentTarget.value) || null)}>
        {SPEEDS.map(n => <option value={n}>{w.perSecond(countText(n))}</option>)}
        <option value="">{w.fastest}</option>
      </select>
    </label>
  )
}

/** What the run is doing, how fast, and at its end the name of its bytes. */
function whereText(): JSX.Element | string {
  const w = words.value
  const state = phase.value
  if (state === 'playing' && updatesPerSecond.value > 0) return w.run.rate(countText(updatesPerSecond.value))
  if (state === 'over' && end.value?.kind === 'nonFinite') return w.run.frozen
  if (state === 'failed') return w.run.cannot
  if (state === 'over' && fingerprint.value) {
    return <>{w.phase.over} · <span class="hush">{w.run.fingerprint} </span><code title={w.run.fingerprint}>{fingerprint.value}</code></>
  }
  return w.phase[state]
}

/** For those who hear the page: only once the run rests. */
function saidText(): string {
  const w = words.value
  const at = w.run.at(epochText(reached.value), epochText(experiment.value.training.epochs))
  return `${phase.value === 'over' && end.value?.kind === 'nonFinite' ? w.run.frozen : w.phase[phase.value]}${w.run.stop}${at}`
}

/** The bar's height as a custom property, for what sticks below it. */
function followHeight(bar: HTMLElement): () => void {
  const observer = new ResizeObserver(() => document.documentElement.style.setProperty('--lab-run', `${bar.offsetHeight}px`))
  observer.observe(bar)
  return () => {
    observer.disconnect()
    document.documentElement.style.setProperty('--lab-run', '0px')
  }
}
