import { dayProblems, isYearly, nextOccurrence, type SpecialDay, whenInWords } from '@callflow-studio/model'
import { ActionIcon } from '@mantine/core'
import { ChevronDown, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { NoteLine } from '../form/FieldFrame.tsx'
import { useNoteAt } from '../form/field-note.ts'
import { dateInWords, useHoursInWords } from './day-words.ts'
import classes from './HolidaysControl.module.css'
import { SpecialDayForm } from './SpecialDayForm.tsx'
import type { Today } from './special-day-form.ts'

interface SpecialDayCardProps {
  path: string
  number: number
  day: SpecialDay
  today: Today
  isOpen: boolean
  onOpen: (isOpen: boolean) => void
  onChange: (day: SpecialDay, isDiscrete?: boolean) => void
  onRemove: () => void
  /** One more day after this one. */
  onNext: () => void
}

/** A special day in a line or two of words; a press opens its form. */
export function SpecialDayCard(props: SpecialDayCardProps) {
  const { path, number, day, today, isOpen, onOpen, onChange, onRemove, onNext } = props
  const { t } = useTranslation('inspector')
  const note = useNoteAt(
    ...['date', 'to', 'rule'].map((field) => `${path}.${field}`),
    ...(day.open ?? []).flatMap((_, index) => [`${path}.open.${index}.from`, `${path}.open.${index}.to`]),
  )
  const when = useWhenInWords(day)
  const title = day.name || when || t('specialDay', { number })
  const hours = useHoursInWords()(day)
  const next = useNextInWords(day, today)
  return (
    <div className={classes.card} data-field={path} data-open={isOpen || undefined}>
      <div className={classes.head}>
        <button type="button" className={classes.summary} aria-expanded={isOpen} onClick={() => onOpen(!isOpen)}>
          <strong>{title}</strong>
          <span>{[day.name ? when : '', hours].filter(Boolean).join(' · ')}</span>
          {next && <span>{next}</span>}
        </button>
        <ChevronDown className={classes.chevron} size={15} aria-hidden />
        <ActionIcon aria-label={t('removeDay', { name: title })} onClick={onRemove}>
          <Trash2 size={15} aria-hidden />
        </ActionIcon>
      </div>
      {isOpen && <SpecialDayForm path={path} day={day} today={today} onChange={onChange} onNext={onNext} />}
      {note && <NoteLine note={note} />}
    </div>
  )
}

/** "next: Thu, 26 Nov 2026"; empty for a day of one year that is still to come, whose date says it. */
function useNextInWords(day: SpecialDay, today: Today): string {
  const { t, i18n } = useTranslation('inspector')
  if (dayProblems(day).length > 0) return ''
  const next = nextOccurrence(day, today)
  if (!next) return t('dayIsOver')
  const [from, to] = [next.from, next.to].map((date) => dateInWords(date, i18n.language))
  if (next.from <= today.toString()) return t(next.from === next.to ? 'dayIsToday' : 'dayIsOn', { date: to })
  if (isOfOneYear(day)) return ''
  return t('dayComes', { date: next.from === next.to ? from : `${from} – ${to}` })
}

const isOfOneYear = ({ date = '', rule }: SpecialDay): boolean => !rule && !isYearly(date)

/** A day of one year with its weekday: "Fri, 25 Dec 2026"; any other as its rule says. */
function useWhenInWords(day: SpecialDay): string {
  const { i18n } = useTranslation('inspector')
  if (!day.rule && !day.date) return ''
  if (!isOfOneYear(day) || dayProblems(day).length > 0) return whenInWords(day)
  const { date = '', to = '' } = day
  return [date, ...(to === '' || to === date ? [] : [to])].map((each) => dateInWords(each, i18n.language)).join(' – ')
}
