export { learningRateAt, momentumAt } from './schedules.ts'
export { updateRule } from './update-rule.ts'
export { epochOrder, stepsPerEpoch } from './order.ts'
export { createTrainer, type Position, type Trainer, type TrainerOptions } from './trainer.ts'
