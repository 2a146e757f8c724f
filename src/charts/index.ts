export type {
  Axis, Bar, BarsFigure, Figure, HeatCurve, HeatDot, HeatFigure, LinesFigure, Mark, NeuronsFigure, Report, ReportClaim, Scale, Series, TableFigure, Verdict
} from './figure.ts'
export { FigureView } from './figure-view.tsx'
export { numberText } from './number.ts'
export { palette } from './palette.ts'
export { renderReport } from './report.tsx'
export { chartStyles } from './styles.ts'
export { terminalFigure } from './terminal-figure.ts'
export { terminalPlot, type TerminalPlotOptions, terminalTable, type TerminalTableOptions } from './terminal.ts'
