export { histogramOf, type Histogram, type HistogramRange } from './histogram.ts'
export {
  isInstrument, measure, measureInto, measurePlan, plannedReadings, type LayerReading, type MeasurePlan, type ReadingPlace
} from './measure.ts'
export { sumsOf } from './sums.ts'
