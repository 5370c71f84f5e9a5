import type { FlowSummary } from '@callflow-studio/model/api'
import { useTranslation } from 'react-i18next'
import classes from './CallBars.module.css'

const HEIGHT = 24

/** Today's calls by hour; hours with errors are red, and the errors are counted beside. */
export function CallBars({ today }: { today: FlowSummary['callsToday'] }) {
  const { t } = useTranslation('flows')
  if (today.calls === 0) return null
  const most = Math.max(1, ...today.byHour.map(({ calls }) => calls))
  return (
    <svg
      className={classes.bars}
      width={96}
      height={HEIGHT}
      role="img"
      aria-label={t('callsByHour', { calls: today.calls, errors: today.errors })}
    >
      {today.byHour.map(({ calls, errors }, hour) => {
        const height = calls === 0 ? 1 : Math.max(2, (calls / most) * HEIGHT)
        return (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: an hour is its place
            key={hour}
            x={hour * 4}
            y={HEIGHT - height}
            width={3}
            height={height}
            rx={0.75}
            data-failed={errors > 0 || undefined}
          />
        )
      })}
    </svg>
  )
}
