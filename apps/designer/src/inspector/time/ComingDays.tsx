import type { SpecialDay } from '@callflow-studio/model'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { TextButton } from '../../ui/TextButton.tsx'
import classes from './DayListsControl.module.css'
import { dateInWords, useHoursInWords } from './day-words.ts'
import { comingDays, type Today } from './special-day-form.ts'

const FIRST_SHOWN = 4

/** The days of the coming year, the next ones first. */
export function ComingDays({ days, today }: { days: readonly SpecialDay[]; today: Today }) {
  const { t, i18n } = useTranslation('inspector')
  const [showsAll, setShowsAll] = useState(false)
  const hoursOf = useHoursInWords()
  const coming = comingDays(days, today)
  if (days.length === 0) return null
  if (coming.length === 0) return <p className={classes.said}>{t('noComingDays')}</p>
  return (
    <>
      <ul className={classes.coming} aria-label={t('comingDays')}>
        {coming.slice(0, showsAll ? undefined : FIRST_SHOWN).map(({ day, from, to }) => (
          <li key={`${from} ${day.name}`}>
            <span>
              {[from, ...(to === from ? [] : [to])].map((date) => dateInWords(date, i18n.language)).join(' – ')}
            </span>
            <span>
              {day.name}
              {(day.open || day.otherwise === 'closed') && <small> {hoursOf(day)}</small>}
            </span>
          </li>
        ))}
      </ul>
      {coming.length > FIRST_SHOWN && (
        <TextButton icon={null} aria-expanded={showsAll} onClick={() => setShowsAll(!showsAll)}>
          {t(showsAll ? 'showFewerDays' : 'showAllDays', { count: coming.length })}
        </TextButton>
      )}
    </>
  )
}
