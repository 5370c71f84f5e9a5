/** Look-up tables: made here or from a CSV file, opened to edit their rows. */
import type { Table } from '@callflow-studio/model/api'
import { Button, FileButton, Group } from '@mantine/core'
import { CalendarPlus, FileUp, Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { useTables } from '../api/queries.ts'
import { Chip } from '../ui/Chip.tsx'
import { LinkList } from '../ui/LinkList.tsx'
import { LoadError } from '../ui/LoadError.tsx'
import frame from '../ui/Page.module.css'
import classes from './DataPage.module.css'
import { HolidayDialog } from './HolidayDialog.tsx'
import { ReportLines } from './ReportLines.tsx'
import { TableDialog } from './TableDialog.tsx'
import { TableMenu } from './TableMenu.tsx'
import { useReport } from './use-report.ts'
import { useTableWork } from './use-table-work.ts'

export function TablesPage() {
  const { t, i18n } = useTranslation('tables')
  const navigate = useNavigate()
  const tables = useTables()
  const work = useTableWork()
  const { report, run, say, clear, isBusy } = useReport()
  const [shaping, setShaping] = useState<Table | 'new' | null>(null)
  const [search, setSearch] = useSearchParams()
  /** The list that gets public holidays. */
  const [filling, setFilling] = useState<Table | 'new' | null>(search.get('new') === 'holidays' ? 'new' : null)
  const list = tables.data?.tables ?? []
  const open = ({ id }: Table) => void navigate(`/tables/${id}`)

  if (tables.isError) return <LoadError error={tables.error} onRetry={() => void tables.refetch()} />
  return (
    <main className={frame.page}>
      <header className={frame.head}>
        <div>
          <h1>{t('tables')}</h1>
          <p>{t('tablesHint')}</p>
        </div>
        <Group gap="xs">
          <FileButton accept=".csv,.tsv,.txt,text/csv" onChange={(file) => file && void run(() => work.fromCsv(file))}>
            {(props) => (
              <Button {...props} loading={isBusy} leftSection={<FileUp size={16} aria-hidden />}>
                {t('tableFromCsv')}
              </Button>
            )}
          </FileButton>
          <Button leftSection={<CalendarPlus size={16} aria-hidden />} onClick={() => setFilling('new')}>
            {t('newHolidayList')}
          </Button>
          <Button variant="filled" leftSection={<Plus size={16} aria-hidden />} onClick={() => setShaping('new')}>
            {t('newTable')}
          </Button>
        </Group>
      </header>
      <ReportLines report={report} onClose={clear} />
      {tables.isSuccess && list.length === 0 && <p className={frame.none}>{t('noTables')}</p>}
      {list.length > 0 && (
        <table className={classes.table}>
          <thead>
            <tr>
              <th>{t('name')}</th>
              <th data-wide>{t('key')}</th>
              <th data-wide>{t('columns')}</th>
              <th>{t('rows')}</th>
              <th data-wide data-users>
                {t('usedBy')}
              </th>
              <th />
            </tr>
          </thead>
          <tbody>
            {list.map((table) => (
              <tr key={table.id} data-opens onClick={(event) => isPlain(event.target) && open(table)}>
                <td>
                  <span className={classes.named}>
                    <Link to={`/tables/${table.id}`}>{table.name}</Link>
                    {table.live && <Chip tone="call">{t('live')}</Chip>}
                  </span>
                </td>
                <td data-wide>{table.keyColumn}</td>
                <td data-wide>
                  <span className={classes.columns} title={columnsOf(table)}>
                    {columnsOf(table)}
                  </span>
                </td>
                <td>{table.rowCount.toLocaleString(i18n.language)}</td>
                <td data-wide data-users>
                  <LinkList links={table.usedBy.map(({ id, name }) => ({ to: `/flows/${id}`, text: name }))} />
                </td>
                <td>
                  <TableMenu
                    table={table}
                    onSettings={() => setShaping(table)}
                    onHolidays={() => setFilling(table)}
                    onImport={(file) => void run(() => work.importInto(table, file))}
                    onDelete={() => void run(() => work.remove(table).then(() => null))}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {filling !== null && (
        <HolidayDialog
          {...(filling === 'new' ? {} : { table: filling })}
          onClose={() => {
            setFilling(null)
            setSearch({}, { replace: true })
          }}
          onSave={async (days, name) => {
            if (filling === 'new')
              return void navigate(`/tables/${(await work.createHolidays(name, days)).id}`, { state: { isNew: true } })
            await work.addHolidays(filling, days)
            setFilling(null)
          }}
        />
      )}
      {shaping !== null && (
        <TableDialog
          {...(shaping === 'new' ? {} : { table: shaping })}
          onClose={() => setShaping(null)}
          onSave={async (input) => {
            if (shaping === 'new')
              return void navigate(`/tables/${(await work.create(input)).id}`, { state: { isNew: true } })
            const done = await work.save(shaping, input)
            if (done.remarkCount) say(done)
            setShaping(null)
          }}
        />
      )}
    </main>
  )
}

/** Not one of the row's own buttons, nor a menu that is drawn elsewhere. */
const isPlain = (target: EventTarget): boolean =>
  target instanceof Element && target.closest('tr td') !== null && target.closest('a, button') === null

const columnsOf = ({ columns }: Table): string => columns.map(({ name }) => name).join(', ')
