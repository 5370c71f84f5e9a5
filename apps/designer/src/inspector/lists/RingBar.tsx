import { useTranslation } from 'react-i18next'
import classes from './RingBar.module.css'
import type { RingSpan } from './ring-times.ts'

interface RingBarProps {
  span: RingSpan | null
  /** What the whole width stands for. */
  wholeS: number
}

/** When a phone of a group rings: from its delay on, as part of the whole round. */
export function RingBar({ span, wholeS }: RingBarProps) {
  const { t } = useTranslation('inspector')
  const seconds = (count: number) => `${count} s`
  const words =
    span === null
      ? t('ringsInCall')
      : span.isTooLate
        ? t('neverRings')
        : t('ringsFromTo', { from: seconds(span.fromS), to: seconds(span.toS) })
  const share = (count: number) => `${wholeS === 0 ? 0 : (count / wholeS) * 100}%`
  return (
    <div className={classes.line} data-late={span?.isTooLate || undefined}>
      {!span?.isTooLate && (
        <span className={classes.track} data-unknown={span === null || undefined} aria-hidden>
          {span && (
            <span className={classes.bar} style={{ left: share(span.fromS), width: share(span.toS - span.fromS) }} />
          )}
        </span>
      )}
      <span>{words}</span>
    </div>
  )
}
