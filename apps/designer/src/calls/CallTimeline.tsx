import type { CallRequestDetail } from '@callflow-studio/model/api'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useVersionDocument } from '../state/use-version-document.ts'
import { formatSpan, formatTook } from '../ui/format.ts'
import classes from './CallTimeline.module.css'
import type { Call } from './group-calls.ts'
import { timelineOf } from './timeline.ts'

interface CallTimelineProps {
  call: Call
  details: readonly CallRequestDetail[]
  /** Index of the request that is looked at. */
  selected: number
  onSelect: (index: number) => void
}

/** When KAZOO asked, and what it was busy with in between. */
export function CallTimeline({ call, details, selected, onSelect }: CallTimelineProps) {
  const { t } = useTranslation('calls')
  const { document } = useVersionDocument(call.first.flowId, call.last.version)
  const { entries, ticks } = useMemo(() => timelineOf(document, details), [document, details])
  const endMs = (ticks.at(-1) ?? 1) * 1000
  const percent = (share: number) => `${share * 100}%`

  return (
    <section className={classes.timeline} aria-label={t('timeline')}>
      <span />
      <div className={classes.axis} aria-hidden>
        {ticks.slice(0, -1).map((second) => (
          <span key={second} style={{ left: percent((second * 1000) / endMs) }}>
            {formatSpan(second * 1000)}
          </span>
        ))}
      </div>
      <h3>{t('requestsRow')}</h3>
      <div className={classes.row}>
        {entries.map(({ place, tookMs }, index) => (
          <button
            // biome-ignore lint/suspicious/noArrayIndexKey: a request is its place in the call
            key={index}
            type="button"
            className={classes.request}
            style={{ left: percent(place) }}
            aria-pressed={index === selected}
            onClick={() => onSelect(index)}
          >
            <span className="visually-hidden">{t('requestTab')}</span> <span data-number>{index + 1}</span>{' '}
            <span data-took>{formatTook(tookMs)}</span>
          </button>
        ))}
      </div>
      <h3>{t('inKazoo')}</h3>
      <div className={classes.row}>
        {entries.map(({ place, steps, pressed, cameBack }, index) => {
          const until = entries[index + 1]?.place ?? 1
          const names = steps.join(', ')
          const words = cameBack
            ? pressed
              ? t('pressed', { steps: names, keys: pressed })
              : names
            : names !== '' || call.last.state === 'waiting'
              ? t(call.last.state === 'waiting' ? 'stillWaiting' : 'noReport', { steps: names })
              : ''
          return (
            <span
              // biome-ignore lint/suspicious/noArrayIndexKey: a request is its place in the call
              key={index}
              className={classes.span}
              style={{ left: percent(place), width: percent(until - place) }}
              data-open={!cameBack || undefined}
              title={words}
            >
              {pressed !== '' && <kbd>{pressed}</kbd>}
              {pressed === '' ? words : names}
            </span>
          )
        })}
      </div>
    </section>
  )
}
