/** Texts of a file → cells. Files come from spreadsheets, which wrap, shorten and translate values; people typing do not. */
import {
  type CsvDialect,
  isShortenedNumber,
  readNumberText,
  SHORTENED,
  type UnwrappedText,
  unwrapText,
} from '@callflow-studio/model'
import type { Cell, TableColumn } from '@callflow-studio/model/api'
import { quoted, toCell } from './cell-values.ts'
import type { ErrorList } from './error-list.ts'
import { phoneRemark } from './phone-remark.ts'

export interface FileCells {
  /** @returns undefined for what does not fit; the reason is among the errors */
  read: (text: string, column: TableColumn, line: number) => Cell | undefined
}

interface Reading {
  dialect: CsvDialect
  columns: readonly TableColumn[]
  keyColumn: string
  errors: ErrorList
  /** What was read in another way than it was written. */
  remarks: ErrorList
}

export function createFileCells({ dialect, keyColumn, errors, remarks }: Reading): FileCells {
  function read(written: string, column: TableColumn, line: number): Cell | undefined {
    const { name, type } = column
    const isKey = column.id === keyColumn || type === 'phone'
    const unwrapped = unwrapText(written, isKey)
    const isText = type === 'text' || type === 'phone'
    if (isShortenedNumber(unwrapped.text) && (isKey || isText)) {
      if (isKey) {
        errors.add(line, name, `${quoted(unwrapped.text.trim())}: ${SHORTENED}`)
        return undefined
      }
      remarks.add(line, name, `${quoted(unwrapped.text.trim())} was kept as it is. ${SHORTENED}`)
    }
    const text = type === 'number' ? numberOf(unwrapped.text, column, line) : unwrapped.text
    const converted = toCell(text, column)
    if (!converted.ok) {
      errors.add(line, name, converted.message)
      return undefined
    }
    if (isText) remarkOn(unwrapped, line, column, converted.cell)
    return converted.cell
  }

  function remarkOn(unwrapped: UnwrappedText, line: number, column: TableColumn, cell: Cell): void {
    if (unwrapped.removed !== null)
      remarks.add(line, column.name, `Read as ${quoted(String(cell ?? ''))}, without ${unwrapped.removed}.`)
    const remark = phoneRemark(unwrapped.text, column, column.id === keyColumn, cell)
    if (remark !== null) remarks.add(line, column.name, remark)
  }

  function numberOf(text: string, column: TableColumn, line: number): string {
    if (dialect.decimals === null) return text
    const number = readNumberText(text, dialect.decimals)
    if (number.isUnsure)
      remarks.add(
        line,
        column.name,
        `${quoted(text.trim())} was read as ${number.text}. Write it without a separator to be sure.`,
      )
    return number.text
  }
  return { read }
}
