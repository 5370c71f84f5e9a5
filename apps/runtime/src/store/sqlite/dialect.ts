import { sql } from 'kysely'
import type { SqlDialect } from '../sql/dialect.ts'

export const SQLITE: SqlDialect = {
  documentBytes: sql<number>`octet_length(document)`, // known without reading the text
  searchTextHolds: (text) => sql<boolean>`instr(search_text, ${text}) > 0`,
  toFlag: (value) => (value ? 1 : 0),
  toTime: (ms) => ms,
  fromTime: Number,
  toJson: JSON.stringify,
  toIndexed: (value) => value,
}
