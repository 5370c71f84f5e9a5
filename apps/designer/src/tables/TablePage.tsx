/** One table: its rows as a grid, found, edited, added and removed. */
import type { Table } from '@callflow-studio/model/api'
import { Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useBlocker, useLocation, useNavigate, useParams } from 'react-router'
import { useTable } from '../api/queries.ts'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { LoadError } from '../ui/LoadError.tsx'
import { useConfirm } from '../ui/use-confirm.tsx'
import { editOf, isDraftRow, refusedOf } from './cell-edits.ts'
import type { GridPlace } from './grid-move.ts'
import { ReportLines } from './ReportLines.tsx'
import { RowGrid } from './RowGrid.tsx'
import { ALL_ROWS, type RowView, showsAll } from './row-view.ts'
import { TableFoot } from './TableFoot.tsx'
import { TableHead } from './TableHead.tsx'
import classes from './TablePage.module.css'
import { TableTools } from './TableTools.tsx'
import { useCellEdits } from './use-cell-edits.ts'
import { useReport } from './use-report.ts'
import { readIds } from './use-row-pages.ts'
import { useTableWork } from './use-table-work.ts'

export function TablePage() {
  const { id = '' } = useParams()
  const table = useTable(id)
  if (table.isError && !table.data) return <LoadError error={table.error} onRetry={() => void table.refetch()} />
  return table.data ? <OpenTable key={id} table={table.data} /> : null
}

function OpenTable({ table }: { table: Table }) {
  const { t } = useTranslation('tables')
  const navigate = useNavigate()
  const work = useTableWork()
  const { report, run, say, clear } = useReport()
  const client = useQueryClient()
  const cells = useCellEdits(table)
  const [view, setView] = useState(ALL_ROWS)
  const [place, setPlace] = useState<GridPlace>({ row: 0, column: 0, editing: null })
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [total, setTotal] = useState(table.rowCount)
  const grid = useRef<HTMLTableElement>(null)
  const search = useRef<HTMLInputElement>(null)
  const isNew = useLocation().state?.isNew === true
  useEffect(() => {
    if (isNew) grid.current?.focus()
  }, [isNew])
  const [dialog, confirm] = useConfirm()

  const select = useCallback(
    (rowId: string) =>
      setSelected((before) => {
        const next = new Set(before)
        if (!next.delete(rowId)) next.add(rowId)
        return next
      }),
    [],
  )
  const extend = (from: number, to: number) =>
    void run(async () => {
      const ids = await readIds(client, table.id, view, from, to)
      setSelected((before) => new Set([...before, ...ids]))
      return null
    })
  const look = useCallback((next: RowView) => {
    setView(next)
    setPlace(({ row, column }) => ({ row: Math.min(row, 0), column, editing: null }))
  }, [])
  /** Gives the rows other ids: unsaved cells could not be saved into them any more, so the user is asked first. */
  const replaceRows = async <T,>(replace: () => Promise<T>): Promise<T | null> => {
    if (cells.edits.size > 0 && !(await confirm(loseQuestion(t)))) return null
    const done = await replace()
    cells.forgetAll()
    setSelected(new Set())
    return done
  }
  /** Returns the place of a new row in the grid of all rows; of the empty one at the end where none is named. */
  const placeOfNew = (draft?: string): number => {
    // The count of the table has those that are created already.
    const newRows = showsAll(view) ? cells.newRows : cells.newRows.filter(({ row }) => row === null)
    const index = newRows.findIndex((newRow) => newRow.draft === draft)
    return (showsAll(view) ? total : table.rowCount) + (index < 0 ? newRows.length - 1 : index)
  }
  const addRow = () => {
    const rowId = cells.newRows.at(-1)?.draft ?? ''
    const key = table.columns.findIndex(({ name }) => name === table.keyColumn)
    const text = editOf(cells.edits, rowId, table.columns[key]?.id ?? '')?.text ?? ''
    setPlace({ row: placeOfNew(), column: key, editing: { rowId, text } })
    setView(ALL_ROWS)
  }
  const removeSelected = async () => {
    const ids = [...selected]
    const title = t('deleteRowsTitle', { count: ids.length })
    if (ids.length === 0 || !(await confirm({ title, text: t('deleteRowsText'), action: t('deleteTable') }))) return
    void run(async () => {
      await work.removeRows(table, ids)
      cells.forget(selected)
      setSelected(new Set())
      grid.current?.focus()
      return null
    })
  }
  const show = () => {
    const [first] = refusedOf(cells.edits)
    if (!first) return
    const column = table.columns.findIndex(({ id }) => id === first.columnId)
    const isNew = isDraftRow(first.rowId)
    setPlace({ row: isNew ? placeOfNew(first.rowId) : cells.placeOf(first.rowId), column, editing: null })
    if (isNew) setView(ALL_ROWS)
    grid.current?.focus()
  }

  return (
    <main className={classes.page}>
      <TableHead
        table={table}
        onImport={(file) => void run(() => replaceRows(() => work.importInto(table, file)))}
        onSave={async (input) => {
          const done = await replaceRows(() => work.save(table, input))
          if (done?.remarkCount) say(done)
          return done
        }}
        onHolidays={(days) => work.addHolidays(table, days)}
        onLive={(live) => void run(() => work.save(table, { ...table, live }).then(() => null))}
        onDelete={() =>
          void run(async () => {
            await work.remove(table)
            await navigate('/tables')
            return null
          })
        }
      />
      <ReportLines report={report} onClose={clear} />
      <TableTools
        table={table}
        view={view}
        searchRef={search}
        selected={selected.size}
        onView={look}
        onAdd={addRow}
        onDelete={() => void removeSelected()}
        onEnter={() => grid.current?.focus()}
      />
      <RowGrid
        table={table}
        view={view}
        onView={look}
        place={place}
        onPlace={setPlace}
        cells={cells}
        selected={selected}
        onSelect={select}
        onExtend={extend}
        onDeleteSelected={() => void removeSelected()}
        onLeave={() => search.current?.focus()}
        onRun={(work) => void run(work)}
        onTotal={setTotal}
        gridRef={grid}
      />
      <TableFoot
        total={total}
        view={view}
        refused={refusedOf(cells.edits).length}
        onShow={show}
        onClear={() => look(ALL_ROWS)}
      />
      {dialog}
      <LeaveGuard isUnsaved={cells.edits.size > 0} />
    </main>
  )
}

/** What is typed and not in the table would be lost with the page. */
function LeaveGuard({ isUnsaved }: { isUnsaved: boolean }) {
  const { t } = useTranslation('tables')
  const blocker = useBlocker(isUnsaved)
  useEffect(() => {
    if (!isUnsaved) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [isUnsaved])
  if (blocker.state !== 'blocked') return null
  const { title, text, action } = loseQuestion(t)
  return (
    <ConfirmDialog title={title} action={action} onConfirm={blocker.proceed} onClose={blocker.reset}>
      <Text>{text}</Text>
    </ConfirmDialog>
  )
}

const loseQuestion = (t: TFunction<'tables'>) => ({
  title: t('loseTitle'),
  text: t('loseText'),
  action: t('loseConfirm'),
})
