import type { ColumnType } from '@callflow-studio/model/api'
import { ActionIcon, Radio, Select, TextInput } from '@mantine/core'
import { Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { TextButton } from '../ui/TextButton.tsx'
import classes from './TableForm.module.css'
import {
  addColumn,
  COLUMN_TYPES,
  type ColumnDraft,
  type DraftProblems,
  removeColumn,
  type TableDraft,
} from './table-form.ts'

interface ColumnLinesProps {
  draft: TableDraft
  /** None while a first entry is under way. */
  problems: DraftProblems['columns']
  onChange: (draft: TableDraft) => void
}

/** The columns of a table, a line each: name, type, and which one is the key. */
export function ColumnLines({ draft, problems, onChange }: ColumnLinesProps) {
  const { t } = useTranslation('tables')
  const { columns, keyColumn } = draft
  const set = (key: number, change: Partial<ColumnDraft>) =>
    onChange({ ...draft, columns: columns.map((column) => (column.key === key ? { ...column, ...change } : column)) })
  return (
    <fieldset className={classes.columns}>
      <legend>{t('columns')}</legend>
      <div className={classes.heads} aria-hidden>
        <span>{t('name')}</span>
        <span>{t('type')}</span>
        <span>{t('key')}</span>
      </div>
      {columns.map(({ key, name, type }, index) => (
        <div key={key} className={classes.column}>
          <TextInput
            aria-label={t('columnNumber', { number: index + 1 })}
            value={name}
            maxLength={64}
            error={problems.has(key) && t(problems.get(key) === 'empty' ? 'nameMissing' : 'nameTwice')}
            onChange={(event) => set(key, { name: event.currentTarget.value })}
          />
          <Select
            aria-label={t('typeOfColumn', { number: index + 1 })}
            allowDeselect={false}
            value={type}
            data={COLUMN_TYPES.map((value) => ({ value, label: t(`types.${value}`) }))}
            onChange={(chosen) => set(key, { type: (chosen ?? 'text') as ColumnType })}
          />
          <Radio
            className={classes.key}
            name="key-column"
            aria-label={t('keyOfColumn', { number: index + 1 })}
            checked={keyColumn === key}
            onChange={() => onChange({ ...draft, keyColumn: key })}
          />
          <ActionIcon
            aria-label={t('removeColumn', { number: index + 1 })}
            disabled={columns.length === 1}
            onClick={() => onChange(removeColumn(draft, key))}
          >
            <Trash2 size={15} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      <TextButton disabled={columns.length >= 50} onClick={() => onChange(addColumn(draft))}>
        {t('addColumn')}
      </TextButton>
      <p>{t('keyHint')}</p>
      <p>{t('typeHint')}</p>
    </fieldset>
  )
}
