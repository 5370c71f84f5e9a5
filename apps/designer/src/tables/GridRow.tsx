import type { Table, TableRow } from '@callflow-studio/model/api'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { formatLastMinute } from '../ui/format.ts'
import { CellEditor } from './CellEditor.tsx'
import { CellNote } from './CellNote.tsx'
import { type CellEdits, editOf, isDraftRow } from './cell-edits.ts'
import { textOf } from './cell-text.ts'
import type { GridPlace, OnDone } from './grid-move.ts'
import classes from './RowGrid.module.css'

interface GridRowProps {
  table: Table
  /** Of all rows, from 0. */
  index: number
  /** Pixels from the top. */
  start: number
  /** Undefined while it is being read. */
  row: TableRow | undefined
  rowId: string | undefined
  edits: CellEdits
  isSelected: boolean
  cellId: (row: number, column: number) => string
  onPlace: (place: GridPlace) => void
  /** With Shift: all from the one that was selected last. */
  onSelect: (rowId: string, index: number, isRange: boolean) => void
  /** The column of the grid's place, where it is in this row. */
  active?: number
  editing?: string | null
  onDone?: OnDone
}

/** Drawn again only when something of it changes: scrolling moves hundreds of cells. */
export const GridRow = memo(function GridRow(props: GridRowProps) {
  const { table, index, start, row, rowId, edits, isSelected, cellId, onPlace, onSelect, active, editing, onDone } =
    props
  const { t, i18n } = useTranslation('tables')
  const isNew = rowId !== undefined && isDraftRow(rowId)
  return (
    <tr
      className={classes.row}
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      data-new={isNew || undefined}
      style={{ transform: `translateY(${start}px)` }}
    >
      <th scope="row" aria-colindex={1} className={classes.number}>
        {isNew ? (
          <span aria-hidden>+</span>
        ) : (
          <label>
            <input
              type="checkbox"
              tabIndex={-1}
              checked={isSelected}
              disabled={rowId === undefined}
              aria-label={t('selectRow', { number: index + 1 })}
              onChange={({ nativeEvent }) =>
                rowId !== undefined && onSelect(rowId, index, nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)
              }
            />
            <span aria-hidden>{(index + 1).toLocaleString(i18n.language)}</span>
          </label>
        )}
      </th>
      {table.columns.map((column, at) => {
        const edit = rowId === undefined ? undefined : editOf(edits, rowId, column.id)
        const isHere = active === at
        const isEdited = isHere && editing !== null && editing !== undefined
        const text = edit?.text ?? textOf(row?.values[column.name])
        return (
          // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the grid's
          <td
            key={column.id}
            id={cellId(index, at)}
            className={classes.cell}
            aria-colindex={at + 2}
            aria-invalid={edit?.state === 'refused' || undefined}
            aria-describedby={isHere && edit ? `${cellId(index, at)}-note` : undefined}
            data-active={isHere || undefined}
            data-state={edit?.state}
            data-type={column.type}
            onClick={() => !isEdited && onPlace({ row: index, column: at, editing: null })}
            onDoubleClick={() => rowId !== undefined && onPlace({ row: index, column: at, editing: { rowId, text } })}
          >
            {isEdited && onDone ? (
              <CellEditor name={column.name} text={editing} onDone={onDone} />
            ) : rowId === undefined ? (
              <span className={classes.grey} />
            ) : isNew && text === '' && column.name === table.keyColumn ? (
              <span className={classes.hint}>{t('newRowHint', { key: column.name })}</span>
            ) : (
              <span className={classes.text}>{text}</span>
            )}
            {row?.expiresAt && !isEdited && column.name === table.keyColumn && (
              <span className={classes.until}>
                {t('until', { time: formatLastMinute(row.expiresAt, new Date(), i18n.language) })}
              </span>
            )}
            {isHere && edit && <CellNote id={`${cellId(index, at)}-note`} edit={edit} keyColumn={table.keyColumn} />}
          </td>
        )
      })}
    </tr>
  )
})
