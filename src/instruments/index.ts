export {
  instruments, isInstrument, measure, measureEach, measurePlan, type Instrument, type InstrumentName, type LayerReading,
  type MeasurePlan, type TakeReading
} from './measure.ts'
export { sumsOf } from './sums.ts'
