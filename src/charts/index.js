export { FigureView } from './figure-view.js';
export { numberText } from './number.js';
export { palette } from './palette.js';
export { renderReport } from './report.js';
export { chartStyles } from './styles.js';
