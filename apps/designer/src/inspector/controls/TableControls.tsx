/** Choosing a look-up table, a column of it, and what is kept of the row that is found. */
import { Select } from '@mantine/core'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useTables } from '../../api/queries.ts'
import type { ControlProps } from '../form/control-kind.ts'
import { FieldFrame } from '../form/FieldFrame.tsx'
import { useFieldNote } from '../form/field-note.ts'
import { shownText } from '../form/field-value.ts'
import { useStep } from '../form/step-context.ts'
import { type Column, LinesControl } from '../lists/LinesControl.tsx'

export function TableControl({ field, path, value, onChange }: ControlProps) {
  const { t } = useTranslation('inspector')
  const id = useId()
  const note = useFieldNote(field, path, value)
  const tables = useTables()
  const list = tables.data?.tables ?? []
  const hint = tables.isSuccess && list.length === 0 && (
    <>
      {t('noTables')} <Link to="/tables">{t('makeTable')}</Link>
    </>
  )
  return (
    <FieldFrame id={id} label={field.label} hint={hint} note={note}>
      <TableSelect id={id} path={path} value={shownText(value)} onChoose={(chosen) => onChange(chosen, true)} />
    </FieldFrame>
  )
}

interface SelectProps {
  id: string
  path: string
  value: string
  onChoose: (value: string) => void
}

export function TableSelect({ id, path, value, onChoose }: SelectProps) {
  const list = useTables().data?.tables ?? []
  return (
    <Select
      id={id}
      data-field={path}
      data={withChosen(
        list.map((table) => ({ value: table.id, label: table.name })),
        value,
      )}
      value={value || null}
      searchable
      onChange={(chosen) => onChoose(chosen ?? '')}
    />
  )
}

export function TableColumnControl({ field, path, value, onChange }: ControlProps) {
  const id = useId()
  const note = useFieldNote(field, path, value)
  const columns = useColumns()
  return (
    <FieldFrame id={id} label={field.label} note={note}>
      <ColumnSelect
        id={id}
        path={path}
        columns={columns}
        value={shownText(value)}
        onChoose={(chosen) => onChange(chosen, true)}
      />
    </FieldFrame>
  )
}

export function ColumnSelect({ id, path, columns, value, onChoose }: SelectProps & { columns: readonly string[] }) {
  return (
    <Select
      id={id}
      data-field={path}
      data={withChosen(
        columns.map((name) => ({ value: name, label: name })),
        value,
      )}
      value={value || null}
      onChange={(chosen) => onChoose(chosen ?? '')}
    />
  )
}

export function TableAssignControl(props: ControlProps) {
  const { t } = useTranslation('inspector')
  const names = useColumns()
  const first = names[0] ?? ''
  const options = names.map((name) => ({ value: name, label: name }))
  const columns: readonly Column[] = [
    { key: 'name', label: 'nameOf', placeholder: t('name'), isName: true },
    { key: 'column', label: 'columnOf', options },
  ]
  return <LinesControl {...props} columns={columns} newLine={{ name: '', column: first }} addLabel={t('addValue')} />
}

/** Names of the columns of the table that this step has chosen. */
function useColumns(): string[] {
  const { node } = useStep()
  const tables = useTables()
  const table = tables.data?.tables.find(({ id }) => id === node.data.table)
  return (table?.columns ?? []).map(({ name }) => name)
}

/** What is chosen is shown even where it is gone. */
const withChosen = (options: { value: string; label: string }[], chosen: string) =>
  chosen === '' || options.some(({ value }) => value === chosen)
    ? options
    : [...options, { value: chosen, label: chosen }]
