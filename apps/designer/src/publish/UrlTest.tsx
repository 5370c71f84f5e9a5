import { CircleCheck, CircleX } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { useProbe } from '../api/queries.ts'
import { formatClock } from '../ui/format.ts'
import classes from './PivotAddress.module.css'

/** What a request to the public address got, each check by name. */
export function UrlTest({ probe }: { probe: ReturnType<typeof useProbe> }) {
  const { t } = useTranslation('publish')
  const time = formatClock(new Date(probe.submittedAt).toISOString()).replace(/:\d\d$/, '')
  return (
    <section className={classes.card} aria-label={t('testUrl')} aria-busy={probe.isPending}>
      <h3>{probe.data ? t('testedAt', { time }) : t('testUrl')}</h3>
      <div aria-live="polite">
        {probe.data ? (
          <ul className={classes.tests}>
            {probe.data.checks.map(({ name, ok, detail }) => (
              <li key={name} data-ok={ok}>
                {ok ? (
                  <CircleCheck size={16} aria-label={t('passed')} />
                ) : (
                  <CircleX size={16} aria-label={t('failed')} />
                )}
                <span>{name}</span>
                <small>{detail}</small>
              </li>
            ))}
          </ul>
        ) : (
          <p className={classes.note}>{probe.error ? probe.error.message : t('testHint')}</p>
        )}
      </div>
    </section>
  )
}
