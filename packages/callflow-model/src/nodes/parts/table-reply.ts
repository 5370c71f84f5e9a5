import type { RowValues, TableReply } from '../contract/look-up.ts'

/**
 * What a step that reads a table is told in a preview or a test.
 * @param row the row that is found, or why there is none
 * @param failure what a failure says
 */
export function toTableReply(row: RowValues | string, failure: string): TableReply {
  if (row === 'fails') return { kind: 'error', code: 'table.failed', message: failure }
  return typeof row === 'string' ? { kind: 'not_found' } : { kind: 'found', row }
}
