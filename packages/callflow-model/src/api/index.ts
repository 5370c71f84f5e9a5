/**
 * Every HTTP request and response between designer and runtime, as zod schemas and a table of operations: the one place
 * where the apps meet (docs/design.md#http-api). Times are ISO 8601 in UTC, durations in milliseconds.
 */
export * from './calls.ts'
export * from './flows.ts'
export * from './look-ups.ts'
export * from './openapi.ts'
export * from './operation.ts'
export * from './operations.ts'
export * from './preview.ts'
export * from './problems.ts'
export * from './proof.ts'
export * from './recordings.ts'
export * from './replay.ts'
export * from './secrets.ts'
export * from './settings.ts'
export * from './special-days.ts'
export * from './studio.ts'
export * from './switches.ts'
export * from './tables.ts'
export * from './test-problems.ts'
export * from './tests.ts'
export * from './validation.ts'
