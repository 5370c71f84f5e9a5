/** Look-up tables: made from a CSV file, replaced from one, exported to one. */
import type { Table } from '@callflow-studio/model/api'
import { Button, FileButton, Menu } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { Ellipsis, Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../api/api-error.ts'
import { api } from '../api/client.ts'
import { keys, useTables } from '../api/queries.ts'
import { Trouble } from '../ui/Trouble.tsx'
import { csvHead, tableNameOf } from './csv-head.ts'
import classes from './DataPage.module.css'

export function TablesPage() {
  const { t } = useTranslation('tables')
  const client = useQueryClient()
  const tables = useTables()
  const [told, setTold] = useState<readonly string[]>([])
  const list = tables.data?.tables ?? []

  const run = async (work: () => Promise<string | null>) => {
    try {
      const done = await work()
      setTold(done === null ? [] : [done])
    } catch (error) {
      setTold(linesOf(error, (line, message) => t('line', { line, message })))
    }
    await client.invalidateQueries({ queryKey: keys.tables })
  }
  const importInto = async (table: Table, file: File) => {
    const { rows } = await api.importRows(table.id, file)
    return t('imported', { name: table.name, count: rows })
  }
  const create = (file: File | null) =>
    file &&
    run(async () => {
      const head = csvHead(await file.slice(0, 64 * 1024).text())
      if (!head?.[0]) return t('noTables')
      const columns = head.map((name) => ({ name, type: 'text' as const }))
      const table = await api.createTable({ name: tableNameOf(file.name), columns, keyColumn: head[0] })
      return importInto(table, file).catch(async (error: unknown) => {
        await api.deleteTable(table.id)
        throw error
      })
    })
  if (tables.isError) return <Trouble error={tables.error} onRetry={() => void tables.refetch()} />
  return (
    <main className={classes.page}>
      <header className={classes.head}>
        <div>
          <h1>{t('tables')}</h1>
          <p>{t('tablesHint')}</p>
        </div>
        <FileButton accept=".csv,text/csv" onChange={create}>
          {(props) => (
            <Button {...props} variant="filled" leftSection={<Plus size={16} aria-hidden />}>
              {t('newTable')}
            </Button>
          )}
        </FileButton>
      </header>
      {told.length > 0 && (
        <ul className={classes.told} role="status">
          {told.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      {tables.isSuccess && list.length === 0 && <p className={classes.none}>{t('noTables')}</p>}
      {list.length > 0 && (
        <table className={classes.table}>
          <thead>
            <tr>
              <th>{t('name')}</th>
              <th>{t('key')}</th>
              <th>{t('columns')}</th>
              <th>{t('rows')}</th>
              <th>{t('usedBy')}</th>
              <th />
            </tr>
          </thead>
          <tbody>
            {list.map((table) => (
              <tr key={table.id}>
                <td>
                  <strong>{table.name}</strong>
                </td>
                <td>{table.keyColumn}</td>
                <td>{table.columns.map(({ name }) => name).join(', ')}</td>
                <td>{table.rowCount}</td>
                <td>{table.usedBy.map(({ name }) => name).join(', ')}</td>
                <td>
                  <TableMenu
                    table={table}
                    onImport={(file) => void run(() => importInto(table, file))}
                    onDelete={() =>
                      void run(async () => {
                        await api.deleteTable(table.id)
                        return null
                      })
                    }
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </main>
  )
}

interface TableMenuProps {
  table: Table
  onImport: (file: File) => void
  onDelete: () => void
}

function TableMenu({ table, onImport, onDelete }: TableMenuProps) {
  const { t } = useTranslation('tables')
  return (
    <FileButton accept=".csv,text/csv" onChange={(file) => file && onImport(file)}>
      {({ onClick }) => (
        <Menu position="bottom-end" shadow="md">
          <Menu.Target>
            <Button variant="subtle" aria-label={t('menuOf', { name: table.name })}>
              <Ellipsis size={16} aria-hidden />
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={onClick}>{t('importRows')}</Menu.Item>
            <Menu.Item component="a" href={`/api/tables/${table.id}/export`} download={`${table.name}.csv`}>
              {t('exportRows')}
            </Menu.Item>
            <Menu.Item
              color="red"
              onClick={() => {
                // Rows do not come back, so this one asks.
                if (window.confirm(t('deleteSure', { name: table.name }))) onDelete()
              }}
            >
              {t('deleteTable')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
    </FileButton>
  )
}

/** What the server says of each line, else what it says at all. */
function linesOf(error: unknown, inWords: (line: number, message: string) => string): string[] {
  if (!(error instanceof ApiError)) return [error instanceof Error ? error.message : String(error)]
  const { errors } = error.problem as { errors?: { line: number; message: string }[] }
  if (errors && errors.length > 0) return errors.slice(0, 20).map(({ line, message }) => inWords(line, message))
  return [error.problem.detail ?? error.problem.title]
}
