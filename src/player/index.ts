export type { Command, ExportFormat, Frame, FrameLayer, Histogram, PlayerEvent } from './protocol.ts'
export { createPlayer, type Player, type PlayerOptions } from './player.ts'
