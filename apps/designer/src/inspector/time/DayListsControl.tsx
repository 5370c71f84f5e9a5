import { hasDays, localDay } from '@callflow-studio/model'
import { ActionIcon, Select } from '@mantine/core'
import { X } from 'lucide-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useDayLists, useTables } from '../../api/queries.ts'
import type { ControlProps } from '../form/control-kind.ts'
import { FieldFrame, NoteLine } from '../form/FieldFrame.tsx'
import { useFieldNote, useNoteAt } from '../form/field-note.ts'
import { focusSoon } from '../form/use-focus-field.ts'
import { ComingDays } from './ComingDays.tsx'
import classes from './DayListsControl.module.css'
import { useKnownZone, useNow } from './step-clock.ts'

/** Tables of days that several steps share, and what they hold for the year to come. */
export function DayListsControl({ field, path, value, onChange }: ControlProps) {
  const { t } = useTranslation('inspector')
  const id = useId()
  const ids: string[] = Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []
  const note = useFieldNote(field, path, value, (at) => at !== path)
  const tables = useTables()
  const lists = (tables.data?.tables ?? []).filter(({ columns }) => hasDays(columns.map(({ name }) => name)))
  const free = lists.filter((list) => !ids.includes(list.id))
  const days = useDayLists(ids).flatMap((list) => list.days)
  const today = localDay(useKnownZone(), useNow())
  const set = (next: string[]) => onChange(next.length === 0 ? undefined : next, true)
  const make = (
    <>
      {field.meta.hint} <Link to="/tables?new=holidays">{t('newDayList')}</Link>
    </>
  )
  return (
    <FieldFrame id={id} label={field.label} isOptional hint={make} note={note}>
      <div className={classes.lists} data-field={path}>
        {ids.map((listId, index) => (
          <ChosenList
            key={listId}
            id={listId}
            path={`${path}.${index}`}
            name={lists.find((list) => list.id === listId)?.name ?? listId}
            onRemove={() => {
              set(ids.toSpliced(index, 1))
              focusSoon(path)
            }}
          />
        ))}
        {(free.length > 0 || ids.length === 0) && (
          <Select
            id={id}
            data={free.map((list) => ({ value: list.id, label: list.name }))}
            value={null}
            placeholder={t(free.length === 0 ? 'noDayLists' : 'addDayList')}
            disabled={free.length === 0}
            searchable
            onChange={(chosen) => chosen !== null && set([...ids, chosen])}
          />
        )}
        <ComingDays days={days} today={today} />
      </div>
    </FieldFrame>
  )
}

interface ChosenListProps {
  id: string
  path: string
  name: string
  onRemove: () => void
}

function ChosenList({ id, path, name, onRemove }: ChosenListProps) {
  const { t } = useTranslation('inspector')
  const note = useNoteAt(path)
  return (
    <div className={classes.list} data-field={path}>
      <Link to={`/tables/${id}`}>{name}</Link>
      <ActionIcon aria-label={t('removeDayList', { name })} onClick={onRemove}>
        <X size={15} aria-hidden />
      </ActionIcon>
      {note && <NoteLine note={note} />}
    </div>
  )
}
