import type { Config } from '../config.ts'

/** Where the studio keeps its data: in SQLite files in a folder, or, where there is an address of one, in PostgreSQL. */
export type StoreLocation = Pick<Config, 'dataDir' | 'databaseUrl'>
