/** Choosing something that KAZOO keeps (a user, a mailbox, a menu) by its name. An id that is typed works as well. */
import { type EntityKind, entityInWords, setEntityNames } from '@callflow-studio/model'
import { Select } from '@mantine/core'
import { Braces } from 'lucide-react'
import { useEffect, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useEntities } from '../../api/connection-queries.ts'
import { useStudio } from '../../state/studio-store.ts'
import fieldClasses from '../form/Field.module.css'
import { FieldFrame, type FieldNote } from '../form/FieldFrame.tsx'
import { useStep } from '../form/step-context.ts'
import classes from './EntityPicker.module.css'

interface EntityPickerProps {
  /** The KAZOO account whose objects are offered. */
  account: string
  path: string
  label: string
  kinds: readonly EntityKind[]
  /** An id; empty: nothing is chosen. */
  value: string
  note: FieldNote | null
  isClearable: boolean
  /** @param id null: nothing is chosen any more */
  onChange: (id: string | null) => void
  /** Switches to a text field, for a value of the call. Left out: there is none. */
  onType?: (() => void) | undefined
}

export function EntityPicker(props: EntityPickerProps) {
  const { account, path, label, kinds, value, note, isClearable, onChange, onType } = props
  const { t } = useTranslation('inspector')
  const id = useId()
  const { node } = useStep()
  const amend = useStudio((state) => state.amend)
  const [search, setSearch] = useState('')
  const { entities, isComplete, isPending, missing, problem, refresh } = useEntities(account, kinds)
  const words = entityInWords(kinds)
  const known = entities.find((each) => each.id === value)
  const storedName = node.names?.[value]
  const foundName = known?.name
  // Where it was renamed in KAZOO, cards follow.
  useEffect(() => {
    if (foundName !== undefined && foundName !== storedName) amend(setEntityNames({ [value]: foundName }))
  }, [amend, value, foundName, storedName])

  const options = entities
    .toSorted((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }))
    .map((each) => ({ value: each.id, label: labelOf(each) }))
  const unknown = known || value === '' ? [] : [{ value, label: storedName ?? value }]
  const typed = search.trim()
  const isOffered = [...options, ...unknown].some((each) => each.value === typed || each.label === typed)
  const byHand = typed === '' || isOffered ? [] : [{ value: typed, label: t('useId', { id: typed }) }]
  const gone: FieldNote | null =
    value !== '' && isComplete && !known ? { severity: 'warning', message: t('entityGone', { what: words }) } : null
  return (
    <FieldFrame
      id={id}
      label={label}
      note={note?.severity === 'error' ? note : (gone ?? note)}
      hint={hint()}
      action={
        onType && (
          <button type="button" className={fieldClasses.insert} data-quiet onClick={onType}>
            <Braces size={13} aria-hidden />
            {t('insertValue')}
          </button>
        )
      }
    >
      <Select
        id={id}
        data-field={path}
        aria-describedby={`${id}-notes`}
        data={[...unknown, ...options, ...byHand]}
        value={value || null}
        placeholder={isPending ? t('readingKazoo') : t('chooseEntity', { what: words })}
        searchable
        clearable={isClearable}
        allowDeselect={false}
        limit={200}
        maxDropdownHeight={280}
        nothingFoundMessage={t('noEntity', { what: words })}
        searchValue={search}
        onSearchChange={setSearch}
        onDropdownOpen={() => {
          if (!isComplete) refresh()
        }}
        onChange={(next) => {
          onChange(next)
          const name = entities.find((each) => each.id === next)?.name
          amend(setEntityNames(next === null || name === undefined ? {} : { [next]: name }))
        }}
        renderOption={({ option }) => {
          const each = entities.find((one) => one.id === option.value)
          return (
            <span className={classes.option}>
              <span>{each?.name ?? option.label}</span>
              {each?.detail && <small>{each.detail}</small>}
            </span>
          )
        }}
      />
    </FieldFrame>
  )

  function hint(): string | undefined {
    if (problem !== null) return t('kazooUnread', { why: problem })
    if (missing.length > 0) return t('kazooModuleOff', { what: entityInWords(missing) })
    return undefined
  }
}

/** Two of one name are told apart by number or user name. */
const labelOf = ({ name, detail }: { name: string; detail: string | null }): string =>
  detail === null || detail === '' ? name : `${name} (${detail})`
