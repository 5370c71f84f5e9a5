/** What SQLite and PostgreSQL write in another way; everything else of the stores is the same for both. */
import type { RawBuilder } from 'kysely'

export interface SqlDialect {
  /** The size of the column `document`. */
  documentBytes: RawBuilder<number>
  /** Whether the column `search_text` holds a text, to the letter. */
  searchTextHolds: (text: string) => RawBuilder<boolean>
  toFlag: (value: boolean) => StoredFlag
  /** @param ms since 1970 */
  toTime: (ms: number) => StoredTime
  fromTime: (stored: StoredTime) => number
  toJson: (value: unknown) => string
  /** What stands in the index of cells for a value, which may be long. */
  toIndexed: (value: string) => string
}

/** A number in SQLite, which has no booleans. */
export type StoredFlag = number | boolean

/** Milliseconds since 1970 in SQLite, else ISO 8601. */
export type StoredTime = number | string
