export type { Axis, Bar, BarsFigure, Figure, LinesFigure, Mark, NeuronsFigure, Report, ReportClaim, Scale, Series, TableFigure, Verdict } from './figure.ts';
export { FigureView } from './figure-view.tsx';
export { numberText } from './number.ts';
export { palette } from './palette.ts';
export { renderReport } from './report.tsx';
export { chartStyles } from './styles.ts';
