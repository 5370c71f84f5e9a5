/**
 * The rows of a table as a grid. Only what is in sight is drawn, and only that is read from the studio. The grid itself has
 * the focus and points to its cell, since a cell that is scrolled away is no more.
 */
import type { Table } from '@callflow-studio/model/api'
import { useCallbackRef } from '@mantine/hooks'
import { useQueryClient } from '@tanstack/react-query'
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { type CSSProperties, type RefObject, useCallback, useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LoadError } from '../ui/LoadError.tsx'
import { editOf, isDraftRow } from './cell-edits.ts'
import { columnTracks, textOf } from './cell-text.ts'
import type { RangeLine } from './edit-queue.ts'
import { GridHead } from './GridHead.tsx'
import { GridRow } from './GridRow.tsx'
import { type CellPlace, type GridPlace, HEAD, type MoveKey, moveIn, type OnDone } from './grid-move.ts'
import { unreadRows } from './new-rows.ts'
import { MAX_PASTED_ROWS, pastedRange, pastedText } from './pasted-range.ts'
import classes from './RowGrid.module.css'
import { type RowView, showsAll, sortedBy } from './row-view.ts'
import type { useCellEdits } from './use-cell-edits.ts'
import { useGridKeys } from './use-grid-keys.ts'
import { readRows, useRowPages } from './use-row-pages.ts'

interface RowGridProps {
  table: Table
  view: RowView
  onView: (view: RowView) => void
  place: GridPlace
  onPlace: (place: GridPlace) => void
  cells: ReturnType<typeof useCellEdits>
  selected: ReadonlySet<string>
  onSelect: (rowId: string) => void
  /** Chooses all rows from one place to another. */
  onExtend: (from: number, to: number) => void
  onDeleteSelected: () => void
  onLeave: () => void
  /** Does something that may fail, and says why. */
  onRun: (work: () => Promise<null>) => void
  /** Told for the line below the grid. */
  onTotal: (total: number) => void
  gridRef: RefObject<HTMLTableElement | null>
}

/** A row's height: more where a finger has to meet it. */
const ROW = matchMedia('(pointer: coarse)').matches ? 44 : 36
/** Of the column with the numbers of the rows. */
const FIRST = 88

export function RowGrid(props: RowGridProps) {
  const { table, view, onView, place, onPlace, cells, selected, onSelect, onTotal, gridRef } = props
  const { t } = useTranslation('tables')
  const id = useId()
  const client = useQueryClient()
  const scroller = useRef<HTMLDivElement>(null)
  /** Rows of the table, and those after them that the pages do not hold yet. */
  const [{ total, atEnd }, setCounts] = useState({ total: table.rowCount, atEnd: 0 })
  const rows = total + atEnd
  const virtual = useVirtualizer({
    count: rows,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 4,
    paddingStart: ROW,
    // The selected row stays mounted while the grid scrolls: it may be in an edit.
    rangeExtractor: (range) => withIndex(defaultRangeExtractor(range), place.row, rows),
  })
  const from = virtual.range?.startIndex ?? 0
  const to = virtual.range?.endIndex ?? 40
  const pages = useRowPages(table, view, from, to, Math.min(place.row, total - 1))
  const newRows = showsAll(view) ? unreadRows(cells.newRows, pages.holds) : []
  if (pages.total !== total || newRows.length !== atEnd) setCounts({ total: pages.total, atEnd: newRows.length })

  const rowAt = (index: number) => pages.rowAt(index) ?? newRows[index - total]?.row ?? undefined
  const rowIdAt = (index: number) => rowAt(index)?.id ?? newRows[index - total]?.draft
  const column = table.columns[place.column]
  const rowId = rowIdAt(place.row)
  const storedText = column ? textOf(rowAt(place.row)?.values[column.name]) : ''
  const edit = rowId !== undefined && column ? editOf(cells.edits, rowId, column.id) : undefined
  const text = edit?.text ?? storedText
  const cellId = useCallback((row: number, at: number) => `${id}-${row}-${at}`, [id])

  /** Where a row was selected last: with Shift, all from there on. */
  const anchor = useRef<number | null>(null)
  const { onExtend } = props
  const select = useCallbackRef((selectedId: string, index: number, isRange: boolean) => {
    if (isRange && anchor.current !== null) onExtend(anchor.current, index)
    else onSelect(selectedId)
    anchor.current = index
  })
  const extendTo = (next: CellPlace) => {
    const last = Math.min(next.row, total - 1)
    if (place.row < total) onExtend(place.row, last)
    anchor.current = last
    move(next)
  }

  /** The row that is typed into: its place may show another row by now. */
  const target = place.editing?.rowId ?? rowId
  const write = (next: string) => {
    if (target === undefined || !column) return
    const isHere = rowId !== undefined && cells.idOf(target) === cells.idOf(rowId)
    cells.write(target, column, next, { row: place.row, stored: isHere ? storedText : null })
  }
  const paste = (pasted: string) => {
    const { rows: range, decimals } = pastedRange(pasted, navigator.language)
    const columns = table.columns.slice(place.column, place.column + (range[0]?.length ?? 0))
    const textsOf = (line: readonly string[]) =>
      columns.map((at, index) => pastedText(line[index] ?? '', at, at.name === table.keyColumn, decimals))
    if (range.length === 1 && range[0]?.length === 1) return write(textsOf(range[0])[0] ?? '')
    props.onRun(async () => {
      if (range.length > MAX_PASTED_ROWS)
        throw new Error(t('pasteTooLong', { count: range.length, max: MAX_PASTED_ROWS }))
      const width = range[0]?.length ?? 0
      if (width > columns.length) throw new Error(t('pasteTooWide', { count: width, room: columns.length }))
      const end = place.row + range.length
      if (end > total && !showsAll(view)) throw new Error(t('pasteInView'))
      // Rows may be out of sight, and not read yet.
      const stored =
        place.row < total ? await readRows(client, table.id, view, place.row, Math.min(end, total) - 1) : []
      const lines = range.map((line, index): RangeLine => {
        const row = place.row + index
        const fresh = row < total ? undefined : newRows[row - total]
        const old = row < total ? stored[index] : (fresh?.row ?? undefined)
        const texts = textsOf(line)
        const cellsOfLine = columns.map((at, number) => ({
          column: at,
          text: texts[number] ?? '',
          stored: old ? textOf(old.values[at.name]) : '',
        }))
        return { rowId: old?.id ?? fresh?.draft ?? null, row, cells: cellsOfLine }
      })
      cells.writeRange(lines)
      return null
    })
  }
  const size = { rows, columns: table.columns.length, page: Math.max(1, to - from - 1) }
  const done: OnDone = (typed, key) => {
    if (typed !== null) write(typed)
    if (key === null) return onPlace({ ...place, editing: null }) // The pointer has gone elsewhere, and its click says where.
    gridRef.current?.focus({ preventScroll: true })
    moveOn(key)
  }
  const moveOn = (key: MoveKey) => {
    if (target !== undefined && isDraftRow(target)) typing.current = target
    const next = placeAfter(key)
    onPlace({ ...next, editing: null })
    if (next.row !== place.row) typing.current = null
  }
  const pointTo = useCallbackRef((next: GridPlace) => {
    typing.current = null
    onPlace(next)
  })
  const move = (next: CellPlace) => pointTo({ ...next, editing: null })
  const keys = useGridKeys({
    size,
    place,
    isEditing: place.editing !== null,
    onMove: move,
    onEdit: (typed) => rowId !== undefined && onPlace({ ...place, editing: { rowId, text: typed ?? text } }),
    onWrite: write,
    onPaste: paste,
    onSort: () => column && onView(sortedBy(view, column.name)),
    onSelect: () => rowId !== undefined && !isDraftRow(rowId) && select(rowId, place.row, false),
    onExtend: extendTo,
    onDelete: () => (selected.size > 0 ? props.onDeleteSelected() : write('')),
    onToggle: column?.type === 'boolean' ? () => write(text === 'true' ? 'false' : 'true') : null,
    onTakeBack: edit?.state === 'refused' && column ? () => cells.takeBack(edit.rowId, column.id) : null,
    onUndo() {
      const back = cells.undo()
      if (back) move({ row: back.row, column: table.columns.findIndex((candidate) => candidate.id === back.columnId) })
    },
    onLeave: props.onLeave,
    textHere: () => text,
  })

  /** The new row that is typed from cell to cell: Enter leads to the key of the next one, even if this one is created by then. */
  const typing = useRef<string | null>(null)
  const placeAfter = (key: MoveKey): CellPlace => {
    const isNew = target !== undefined && typing.current !== null && cells.idOf(typing.current) === cells.idOf(target)
    const isEnd = key.key === 'Enter' || place.column === table.columns.length - 1
    if (isNew && isEnd && key.key !== 'Escape' && !key.shiftKey && !cells.isLast(target))
      return { row: place.row + 1, column: 0 }
    const next = moveIn(
      size,
      place,
      key.key === 'Enter' ? { ...key, key: key.shiftKey ? 'ArrowUp' : 'ArrowDown' } : key,
    )
    return next === null || next === 'out' ? place : next
  }

  useEffect(() => onTotal(total), [onTotal, total])
  // The new rows are forgotten when they have been drawn as rows of their page, not before.
  useEffect(() => cells.dropRead(pages.holds))
  const { scrollToIndex } = virtual
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when the place changes, not with every row that comes
  useEffect(() => {
    const cell = document.getElementById(cellId(place.row, place.column))
    if (cell) cell.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    else if (place.row !== HEAD) scrollToIndex(place.row)
  }, [place.row, place.column, place.row < rows])

  if (pages.error) return <LoadError error={pages.error} onRetry={pages.retry} />
  return (
    <div ref={scroller} className={classes.frame}>
      <table
        ref={gridRef}
        className={classes.grid}
        style={
          {
            '--tracks': columnTracks(table, FIRST),
            '--row': `${ROW}px`,
            height: virtual.getTotalSize(),
          } as CSSProperties
        }
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table that takes keys is a grid
        role="grid"
        tabIndex={0}
        aria-label={t('rowsOf', { name: table.name })}
        aria-rowcount={rows + 1}
        aria-colcount={table.columns.length + 1}
        aria-multiselectable
        aria-busy={pages.isPending}
        aria-activedescendant={cellId(place.row, place.column)}
        {...keys}
      >
        <GridHead
          table={table}
          view={view}
          active={place.row === HEAD ? place.column : null}
          cellId={(at) => cellId(HEAD, at)}
          onSort={(at) => {
            move({ row: HEAD, column: at })
            onView(sortedBy(view, table.columns[at]?.name ?? ''))
          }}
        />
        <tbody>
          {virtual.getVirtualItems().map(({ index, start }) => (
            <GridRow
              key={index}
              table={table}
              index={index}
              start={start}
              row={rowAt(index)}
              rowId={rowIdAt(index)}
              edits={cells.edits}
              isSelected={selected.has(rowAt(index)?.id ?? '')}
              cellId={cellId}
              onPlace={pointTo}
              onSelect={select}
              {...(place.row === index
                ? { active: place.column, editing: place.editing?.text ?? null, onDone: done }
                : {})}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}

const withIndex = (indexes: number[], index: number, count: number): number[] =>
  index < 0 || index >= count || indexes.includes(index) ? indexes : [...indexes, index].sort((a, b) => a - b)
