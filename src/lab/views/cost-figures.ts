import type { LinesFigure, Series } from '../../charts/index.ts'
import type { NetworkQuantity } from '../../experiment/index.ts'
import { seriesOf, type History } from '../state/history.ts'
import type { PanelWords } from '../words/views.panels.ts'
import { timeFigure, type TimeFrame } from './time-figures.ts'

/** The network as a whole has a look that no layer of a small network has. */
export const WHOLE = 4
/** Validation beside it: the same colour, another marker and dash. */
export const VALIDATION = WHOLE + 6

type Ghosts = (quantity: NetworkQuantity, layer: number) => readonly Series[]

/** Cost and, for classification, accuracy over the epochs, each with its validation beside it where there is one. */
export function costFigures(history: History, frame: TimeFrame, ghosts: Ghosts, w: PanelWords): LinesFigure[] {
  const series = (name: string, quantity: NetworkQuantity, look = WHOLE): Series[] => {
    const y = seriesOf(history, quantity, 0)
    return y.length === 0 ? [] : [{ name, x: history.epochs, y, look }]
  }
  const kept = (quantity: NetworkQuantity): Series[] => ghosts(quantity, 0).map(ghost => ({ ...ghost, look: WHOLE }))
  const pair = (train: NetworkQuantity, validation: NetworkQuantity): Series[] => {
    const own = [...series(w.cost.training, train), ...series(w.cost.validation, validation, VALIDATION)]
    return own.length === 0 ? [] : [...own, ...kept(train)]
  }
  const figure = (title: string, label: string, include: readonly number[], curves: readonly Series[]): LinesFigure[] =>
    (curves.length > 0 ? [timeFigure(title, { label, scale: 'linear', include }, curves, frame, w)] : [])
  return [
    ...figure(w.cost.cost, w.cost.costAxis, [0], pair('cost', 'validationCost')),
    ...figure(w.cost.accuracy, w.cost.accuracyAxis, [0, 1], pair('accuracy', 'validationAccuracy'))
  ]
}
