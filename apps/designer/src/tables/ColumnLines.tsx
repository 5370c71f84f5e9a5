import { countryOfLocale, PHONE_COUNTRIES } from '@callflow-studio/model'
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
  const { t, i18n } = useTranslation('tables')
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
      {columns.map(({ key, name, type, country }, index) => (
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
            onChange={(chosen) => set(key, withType((chosen ?? 'text') as ColumnType, country))}
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
          {type === 'phone' && (
            <Select
              className={classes.country}
              searchable
              clearable
              aria-label={t('countryOfColumn', { number: index + 1 })}
              placeholder={t('anyCountry')}
              description={t(country ? 'countryHint' : 'noCountryHint')}
              inputWrapperOrder={['input', 'description']}
              value={country ?? null}
              data={countryOptions(i18n.language)}
              onChange={(chosen) => set(key, { country: chosen ?? undefined })}
            />
          )}
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

/** Phone numbers begin with the country of the browser, which is mostly that of the numbers. */
const withType = (type: ColumnType, country: string | undefined): Partial<ColumnDraft> =>
  type === 'phone' ? { type, country: country ?? countryOfLocale(navigator.language) } : { type }

/** `Germany (DE)`, in the order of the names. */
function countryOptions(language: string): { value: string; label: string }[] {
  const names = new Intl.DisplayNames(language, { type: 'region' })
  return PHONE_COUNTRIES.map((value) => ({ value, label: `${names.of(value) ?? value} (${value})` })).sort((a, b) =>
    a.label.localeCompare(b.label, language),
  )
}
