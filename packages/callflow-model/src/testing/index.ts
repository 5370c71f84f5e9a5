/** For tests only: what several packages need to prove themselves against KAZOO. */
export * from './kazoo-validator.ts'
export * from './shared-files.ts'
