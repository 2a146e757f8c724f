export { instruments, isInstrument, measure, type Instrument, type InstrumentName, type LayerReading } from './measure.ts'
export { sumsOf } from './sums.ts'
