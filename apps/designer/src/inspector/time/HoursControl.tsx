import { type Hours, nextChange, type Schedule, WEEKDAYS } from '@callflow-studio/model'
import { ActionIcon } from '@mantine/core'
import { Trash2 } from 'lucide-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { useDayLists } from '../../api/queries.ts'
import { timeOfDay } from '../../browser-locale.ts'
import { TextButton } from '../../ui/TextButton.tsx'
import { useStableKeys } from '../../ui/use-stable-keys.ts'
import classes from '../form/Controls.module.css'
import type { ControlProps } from '../form/control-kind.ts'
import { FieldFrame, NoteLine } from '../form/FieldFrame.tsx'
import { useFieldNote, useNoteAt } from '../form/field-note.ts'
import { useStep } from '../form/step-context.ts'
import { focusSoon } from '../form/use-focus-field.ts'
import hours from './HoursControl.module.css'
import { useNow, useZone } from './step-clock.ts'
import { NextDay, TimeField } from './TimeField.tsx'
import { WeekBars } from './WeekBars.tsx'

const NEW_HOURS: Hours = { days: ['mo', 'tu', 'we', 'th', 'fr'], from: '09:00', to: '17:00' }

/** When one is open: days and exact times, the week as bars, and when it changes next. */
export function HoursControl({ field, path, value, onChange }: ControlProps) {
  const { t, i18n } = useTranslation('inspector')
  const id = useId()
  const weekly: Hours[] = Array.isArray(value) ? value : []
  const keys = useStableKeys(weekly)
  const note = useFieldNote(field, path, value, (at) => at !== path)
  const zone = useZone()
  const now = useNow()
  return (
    <FieldFrame id={id} note={note}>
      <div id={id} className={classes.rows} data-field={path}>
        <p className={hours.clock}>{t('nowIn', { zone, when: inZone(now, zone, i18n.language, NOW) })}</p>
        <WeekBars weekly={weekly} zone={zone} now={now} onChange={onChange} />
        {weekly.map((line, index) => (
          <div key={keys[index]} className={classes.card} data-field={`${path}.${index}`}>
            <HoursLine
              path={`${path}.${index}`}
              number={index + 1}
              line={line}
              onChange={(next, isDiscrete) => onChange(weekly.with(index, next), isDiscrete)}
              onRemove={() => onChange(weekly.toSpliced(index, 1), true)}
            />
          </div>
        ))}
        <TextButton
          onClick={() => {
            onChange([...weekly, NEW_HOURS], true)
            focusSoon(`${path}.${weekly.length}`)
          }}
        >
          {t('addHours')}
        </TextButton>
        <NextChange weekly={weekly} zone={zone} now={now} />
      </div>
    </FieldFrame>
  )
}

interface HoursLineProps {
  path: string
  number: number
  line: Hours
  onChange: (line: Hours, isDiscrete?: boolean) => void
  onRemove: () => void
}

function HoursLine({ path, number, line, onChange, onRemove }: HoursLineProps) {
  const { t } = useTranslation('inspector')
  const note = useNoteAt(`${path}.days`, `${path}.from`, `${path}.to`)
  const days: readonly string[] = line.days ?? []
  const toggle = (day: string) =>
    onChange(
      { ...line, days: WEEKDAYS.filter((other) => (other === day ? !days.includes(day) : days.includes(other))) },
      true,
    )
  return (
    <>
      <div className={hours.head}>
        <fieldset className={hours.days} aria-label={t('daysOf', { number })}>
          {WEEKDAYS.map((day) => (
            <button key={day} type="button" aria-pressed={days.includes(day)} onClick={() => toggle(day)}>
              {t(`weekdays.${day}`).slice(0, 2)}
              <span className="visually-hidden">{t(`weekdays.${day}`).slice(2)}</span>
            </button>
          ))}
        </fieldset>
        <ActionIcon aria-label={t('removeLine', { number })} onClick={onRemove}>
          <Trash2 size={15} aria-hidden />
        </ActionIcon>
      </div>
      <div className={hours.times}>
        <TimeField label={t('fromOf', { number })} value={line.from} onChange={(from) => onChange({ ...line, from })} />
        <span>{t('until')}</span>
        <TimeField label={t('toOf', { number })} value={line.to} onChange={(to) => onChange({ ...line, to })} />
        <NextDay time={line} />
        {days.length < WEEKDAYS.length && (
          <span className={hours.copy}>
            <TextButton
              icon={null}
              aria-label={t('copyToAllDaysOf', { number })}
              onClick={() => onChange({ ...line, days: [...WEEKDAYS] }, true)}
            >
              {t('copyToAllDays')}
            </TextButton>
          </span>
        )}
      </div>
      {note && <NoteLine note={note} />}
    </>
  )
}

function NextChange({ weekly, zone, now }: { weekly: readonly Hours[]; zone: string; now: Date }) {
  const { t, i18n } = useTranslation('inspector')
  const { node } = useStep()
  const lists = useDayLists(textsIn(node.data.lists)).map(({ days }) => days)
  const change = changeAfter({ weekly, holidays: holidaysOf(node.data), lists }, zone, now)
  if (!change) return null
  const when = inZone(change.at, zone, i18n.language, CHANGE)
  return <p className={hours.next}>{t(`changesTo.${change.state}`, { when, zone })}</p>
}

const CHANGE = { weekday: 'long', day: 'numeric', month: 'long' } as const
const NOW = { weekday: 'short' } as const

/** @returns nothing for a zone that is none: its field says so */
function inZone(at: Date, zone: string, locale: string, format: Intl.DateTimeFormatOptions): string {
  try {
    return at.toLocaleString(locale, { timeZone: zone, ...format, ...timeOfDay() })
  } catch {
    return '' // RangeError: no such zone.
  }
}

const holidaysOf = (data: Record<string, unknown>): Schedule['holidays'] =>
  Array.isArray(data.holidays) ? (data.holidays as Schedule['holidays']) : []

const textsIn = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []

function changeAfter(schedule: Schedule, zone: string, after: Date) {
  try {
    return nextChange(schedule, zone, after)
  } catch {
    return null // An unknown zone: the field says so.
  }
}
