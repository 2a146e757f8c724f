export { histogramOf, type Histogram, type HistogramRange } from './histogram.ts'
export {
  instruments, isInstrument, measure, measureEach, measurePlan, type Instrument, type InstrumentName, type LayerReading,
  type MeasurePlan, type TakeReading
} from './measure.ts'
export { sumsOf } from './sums.ts'
