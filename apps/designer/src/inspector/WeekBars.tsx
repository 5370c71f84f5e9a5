import { type Hours, WEEKDAYS } from '@callflow-studio/model'
import { useTranslation } from 'react-i18next'
import hours from './HoursControl.module.css'
import { barsOf } from './week-bars.ts'

/** The week at a glance; past midnight a bar goes on in the next day's row. */
export function WeekBars({ weekly }: { weekly: readonly Hours[] }) {
  const { t } = useTranslation('inspector')
  const bars = barsOf(weekly)
  return (
    <div className={hours.week} aria-hidden>
      {WEEKDAYS.map((day, index) => (
        <div key={day} className={hours.day}>
          <span>{t(`weekdays.${day}`).slice(0, 3)}</span>
          <div className={hours.ground}>
            {bars[index]?.map(({ from, to }) => (
              <span
                key={`${from} ${to}`}
                className={hours.bar}
                style={{ left: `${from / 14.4}%`, width: `${(to - from) / 14.4}%` }}
              />
            ))}
          </div>
        </div>
      ))}
      <div className={hours.scale}>
        {[0, 6, 12, 18, 24].map((hour) => (
          <span key={hour}>{hour}</span>
        ))}
      </div>
    </div>
  )
}
