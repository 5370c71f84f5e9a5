/** For tests only: what several packages need to prove themselves against KAZOO. */
export * from './flow-builder.ts'
export * from './kazoo-validator.ts'
export * from './pivot-requests.ts'
export { QUBICLE, QUEUE_ID } from './qubicle.ts'
export * from './shared-files.ts'
