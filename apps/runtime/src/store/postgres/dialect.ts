import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { SqlDialect } from '../sql/dialect.ts'
import { toJsonb } from './clean-text.ts'

/** @param ms since 1970 */
export const toTimestamp = (ms: number): string => new Date(ms).toISOString()

/** @returns milliseconds since 1970; null: never */
export const readExpiry = (stored: string | null): number | null => (stored === null ? null : Date.parse(stored))

export const POSTGRES: SqlDialect = {
  documentBytes: sql<number>`document_bytes`,
  searchTextHolds: (text) => sql<boolean>`strpos(search_text, ${text}) > 0`,
  toFlag: (value) => value,
  toTime: toTimestamp,
  fromTime: (stored) => Date.parse(String(stored)),
  toJson: toJsonb,
  toIndexed: (value) =>
    value.length <= MAX_INDEXED ? value : `sha256 ${createHash('sha256').update(value).digest('hex')}`,
}

/** An entry of an index takes some 2,700 bytes at most. */
const MAX_INDEXED = 500
