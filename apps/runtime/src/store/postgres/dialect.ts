import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { SqlDialect } from '../sql/dialect.ts'
import { toJsonb } from './clean-text.ts'

export const POSTGRES: SqlDialect = {
  documentBytes: sql<number>`document_bytes`,
  searchTextHolds: (text) => sql<boolean>`strpos(search_text, ${text}) > 0`,
  toFlag: (value) => value,
  toTime: (ms) => new Date(ms).toISOString(),
  fromTime: (stored) => Date.parse(String(stored)),
  toJson: toJsonb,
  toIndexed: (value) =>
    value.length <= MAX_INDEXED ? value : `sha256 ${createHash('sha256').update(value).digest('hex')}`,
}

/** An entry of an index takes some 2,700 bytes at most. */
const MAX_INDEXED = 500
