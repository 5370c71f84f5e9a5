import type { Cell, TableColumn } from '@callflow-studio/model/api'
import type { Cells } from '../store/row-store.ts'
import { quoted, toCell } from './cell-values.ts'
import { createErrorList } from './error-list.ts'
import { createKeyCheck } from './key-check.ts'
import { phoneRemark } from './phone-remark.ts'
import type { CsvRows } from './read-csv.ts'

/**
 * The rows of a table whose columns have other types now, or which has another key. Cells of columns that are gone go.
 * @returns all rows, with what became of phone numbers, or each that does not fit, by its number
 */
export function rebuildRows(before: Iterable<Cells>, columns: readonly TableColumn[], keyColumn: string): CsvRows {
  const errors = createErrorList()
  const remarks = createErrorList()
  const checkKey = createKeyCheck(columns, keyColumn, errors)
  const rows: Cells[] = []
  for (const old of before) {
    const cells: Cells = {}
    const line = rows.length + 1
    const earlier = errors.count()
    for (const column of columns) {
      const { id, name } = column
      const converted = toCell(old[id] ?? null, column)
      if (!converted.ok) errors.add(line, name, converted.message)
      else if (converted.cell !== null) {
        cells[id] = converted.cell
        const remark = conversionRemark(String(old[id]), column, converted.cell)
        if (remark !== null) remarks.add(line, name, remark)
      }
    }
    if (errors.count() === earlier) checkKey(cells, line)
    rows.push(cells)
  }
  return errors.count() > 0 ? errors.refusal() : { ok: true, rows, ...remarks.remarks() }
}

function conversionRemark(before: string, column: TableColumn, cell: Cell): string | null {
  if (column.type !== 'phone') return null
  const remark = phoneRemark(before, column, false, cell)
  return remark ?? (before === cell ? null : `${quoted(before)} is ${cell} now.`)
}
