import type { TableColumn } from '@callflow-studio/model/api'
import type { Cells } from '../store/row-store.ts'
import type { ErrorList } from './error-list.ts'

/** Keys are there and differ: reports each row, given in order, whose key is missing or was there before. */
export function createKeyCheck(
  columns: readonly TableColumn[],
  keyColumn: string,
  errors: ErrorList,
): (cells: Cells, line: number) => void {
  const name = columns.find(({ id }) => id === keyColumn)?.name ?? ''
  const lines = new Map<string, number>()
  return (cells, line) => {
    const key = cells[keyColumn]
    if (key === undefined) {
      errors.add(line, name, 'The key is empty.')
      return
    }
    const first = lines.get(String(key))
    if (first === undefined) lines.set(String(key), line)
    else errors.add(line, name, `The key “${key}” is already in line ${first}.`)
  }
}
