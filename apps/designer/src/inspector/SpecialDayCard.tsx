import { nextOccurrence, type SpecialDay, whenInWords } from '@callflow-studio/model'
import { ActionIcon } from '@mantine/core'
import { ChevronDown, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { dateInWords, useHoursInWords } from './day-words.ts'
import { NoteLine } from './FieldFrame.tsx'
import { useNoteAt } from './field-note.ts'
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
  const when = day.rule || day.date ? whenInWords(day) : ''
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

/** "next: Thu, 26 Nov 2026" */
function useNextInWords(day: SpecialDay, today: Today): string {
  const { t, i18n } = useTranslation('inspector')
  const next = nextOccurrence(day, today)
  if (!next) return day.rule || !day.date ? '' : t('dayIsOver')
  const [from, to] = [next.from, next.to].map((date) => dateInWords(date, i18n.language))
  const isNow = next.from <= today.toString()
  if (isNow) return t(next.from === next.to ? 'dayIsToday' : 'dayIsOn', { date: to })
  return t('dayComes', { date: next.from === next.to ? from : `${from} – ${to}` })
}
