import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from '../Inspector.module.css'
import { FieldControl } from './FieldControl.tsx'
import { type FormField, rowsOf } from './form-fields.ts'
import { MoreHeader } from './MoreHeader.tsx'

interface EntryFieldsProps {
  fields: readonly FormField[]
  /** Dot path of the object inside the node's data. */
  path: string
  value: Readonly<Record<string, unknown>>
  onChange: (value: Record<string, unknown>, isDiscrete?: boolean) => void
  /** What the object is called, where several are on the screen. */
  of: string
}

/** The fields of an object inside the data; rare ones folded away, unless they are set. */
export function EntryFields({ fields, path, value, onChange, of }: EntryFieldsProps) {
  const { t } = useTranslation('inspector')
  const common = fields.filter(({ meta }) => !meta.more)
  const rare = fields.filter(({ meta }) => meta.more)
  // A problem can only lie in what is set.
  const [isOpen, setOpen] = useState(rare.some((field) => value[field.path] !== undefined))
  const set = (key: string, next: unknown, isDiscrete?: boolean) => {
    const { [key]: _, ...others } = value
    onChange(next === undefined ? others : { ...value, [key]: next }, isDiscrete)
  }
  const rows = (shown: readonly FormField[]) =>
    rowsOf(shown).map((row) => (
      <div key={row[0]?.path} className={classes.row}>
        {row.map((field) => (
          <FieldControl
            key={field.path}
            field={field}
            path={`${path}.${field.path}`}
            value={value[field.path]}
            onChange={(next, isDiscrete) => set(field.path, next, isDiscrete)}
          />
        ))}
      </div>
    ))
  return (
    <>
      {rows(common)}
      {rare.length > 0 && <MoreHeader isOpen={isOpen} onToggle={setOpen} words={t('moreOf', { of })} />}
      {isOpen && rows(rare)}
    </>
  )
}
