export { terminalPlot, type TerminalPlotOptions } from './terminal-plot.ts'
export { terminalTable, type TerminalTableOptions } from './terminal-table.ts'
