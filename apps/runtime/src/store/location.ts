import type { Config } from '../config.ts'

/** Where the studio keeps its data. */
export type StoreLocation = Pick<Config, 'dataDir'>
