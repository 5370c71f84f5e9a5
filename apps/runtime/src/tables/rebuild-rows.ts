import type { TableColumn } from '@callflow-studio/model/api'
import type { Cells } from '../store/table-rows.ts'
import { toCell } from './cell-values.ts'
import { createErrorList } from './error-list.ts'
import { createKeyCheck } from './key-check.ts'
import type { ReadRows } from './read-csv.ts'

/**
 * The rows of a table whose columns have other types now, or which has another key. Cells of columns that are gone go.
 * @returns all rows, or each that does not fit, by its number
 */
export function rebuildRows(before: Iterable<Cells>, columns: readonly TableColumn[], keyColumn: string): ReadRows {
  const errors = createErrorList()
  const checkKey = createKeyCheck(columns, keyColumn, errors)
  const rows: Cells[] = []
  for (const old of before) {
    const cells: Cells = {}
    const line = rows.length + 1
    const earlier = errors.count()
    for (const { id, name, type } of columns) {
      const converted = toCell(old[id] ?? null, type)
      if (!converted.ok) errors.add(line, name, converted.message)
      else if (converted.cell !== null) cells[id] = converted.cell
    }
    if (errors.count() === earlier) checkKey(cells, line)
    rows.push(cells)
  }
  return errors.count() > 0 ? errors.refusal() : { ok: true, rows }
}
