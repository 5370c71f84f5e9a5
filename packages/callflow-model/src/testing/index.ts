/** For tests only: what several packages need to prove themselves against KAZOO. */
export { allModules } from './all-modules.ts'
export { atOnce } from './at-once.ts'
export * from './flow-builder.ts'
export { hasKazooSchemas, NO_KAZOO_SCHEMAS, readKazooSchemas } from './kazoo-files.ts'
export { kazooRefusals } from './kazoo-refusals.ts'
export * from './pivot-requests.ts'
export { QUBICLE, QUEUE_ID } from './qubicle.ts'
export { SAMPLE_CALLFLOWS } from './sample-callflows.ts'
