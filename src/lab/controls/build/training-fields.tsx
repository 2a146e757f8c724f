import type { JSX } from 'preact'
import { controlWords } from '../../words/controls.ts'
import { shown } from '../edit/desk.ts'
import { MOMENTA, RATES } from '../edit/scales.ts'
import { ChoiceField, optionsOf } from './choice-field.tsx'
import { FlagField } from './flag-field.tsx'
import { Frozen } from './frozen.tsx'
import { KindField } from './kind-field.tsx'
import { NumberField } from './number-field.tsx'

const OPTIMIZER = 'training.optimizer'

export function TrainingFields(): JSX.Element {
  const w = controlWords.value
  const t = w.training
  const own = shown.value.training.optimizer.kind === 'adamw'
  return (
    <>
      <ChoiceField path={`${OPTIMIZER}.kind`} label={t.optimizer} options={optionsOf(w.optimizers)} />
      <NumberField path={`${OPTIMIZER}.learningRate`} label={t.learningRate} sign="η" stops={RATES} />
      <NumberField path={`${OPTIMIZER}.momentum`} label={t.momentum} sign="μ" stops={MOMENTA} />
      <NumberField path={`${OPTIMIZER}.momentum.max`} label={`${t.momentum}, ${t.momentumMax}`} sign="μ" />
      <NumberField path="training.batchSize" label={t.batchSize} whole />
      <NumberField path="training.l2" label={t.l2} sign="λ" disabled={own} says={own ? t.l2Not : undefined} />
      <NumberField path={`${OPTIMIZER}.weightDecay`} label={t.weightDecay} />
      <NumberField path="training.epochs" label={t.epochs} whole says={t.epochsSays} />
      <details class="more">
        <summary>{w.advanced}</summary>
        <More />
      </details>
    </>
  )
}

function More(): JSX.Element {
  const t = controlWords.value.training
  const { optimizer, gradientClipping } = shown.value.training
  const rises = optimizer.kind === 'sgd' && typeof optimizer.momentum !== 'number'
  return (
    <>
      {optimizer.kind === 'sgd' && (
        <>
          <FlagField path={`${OPTIMIZER}.nesterov`} label={t.nesterov} not={optimizer.momentum === 0 ? t.nesterovNot : undefined} />
          <KindField
            path={`${OPTIMIZER}.momentum`} label={t.momentum} value={rises ? 'sutskever' : '0.9'}
            options={[['0.9', t.constant], ['sutskever', t.sutskever]]}
          />
        </>
      )}
      <NumberField path={`${OPTIMIZER}.decay`} label={t.decay} />
      <NumberField path={`${OPTIMIZER}.beta1`} label={t.beta1} sign="β₁" />
      <NumberField path={`${OPTIMIZER}.beta2`} label={t.beta2} sign="β₂" />
      <NumberField path={`${OPTIMIZER}.epsilon`} label={t.epsilon} sign="ε" />
      <ChoiceField
        path="training.schedule.kind" label={t.schedule} options={[['constant', t.constant], ['step', t.step], ['cosine', t.cosine]]}
      />
      <div class="numbers" role="group" aria-label={t.schedule}>
        <NumberField path="training.schedule.every" label={t.every} whole />
        <NumberField path="training.schedule.factor" label={t.factor} />
        <NumberField path="training.schedule.final" label={t.final} />
      </div>
      <KindField
        path="training.gradientClipping" label={t.clipping} value={gradientClipping?.kind ?? 'none'}
        options={[['none', t.none], ['norm', t.norm], ['value', t.byValue]]} written={{ norm: 'norm:1', value: 'value:1' }}
      />
      <div class="numbers" role="group" aria-label={t.clipping}><NumberField path="training.gradientClipping.limit" label={t.limit} /></div>
      <Frozen />
    </>
  )
}
