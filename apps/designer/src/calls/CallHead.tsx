import { Button } from '@mantine/core'
import { Play } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { formatClock, formatPhone, formatSpan, formatTook } from '../ui/format.ts'
import classes from './CallHead.module.css'
import { CallStateChip } from './CallRow.tsx'
import { DeleteCalls } from './DeleteCalls.tsx'
import { type Call, isRefused } from './group-calls.ts'

interface CallHeadProps {
  call: Call
  /** The replay is shown. */
  isReplaying: boolean
  onReplay: () => void
  onDeleted: () => void
}

/** Who called whom, and the call in four figures. */
export function CallHead({ call, isReplaying, onReplay, onDeleted }: CallHeadProps) {
  const { t } = useTranslation('calls')
  const { summary, first, last, requests } = call
  const silenceMs = requests.reduce((sum, { tookMs }) => sum + tookMs, 0)

  return (
    <header className={classes.head}>
      <div className={classes.who}>
        {isRefused(summary) ? (
          <>
            <h2>{t('refused')}</h2>
            <p>
              {first.flowId === ''
                ? t('refusedAt', { time: formatClock(first.at) })
                : t(first.version === 0 ? 'refusedByFlow' : 'refusedBy', {
                    flow: first.flowName,
                    version: first.version,
                    time: formatClock(first.at),
                  })}
            </p>
            {first.callerNumber !== '' && (
              <p>{t('refusedCaller', { from: formatPhone(first.callerNumber), to: formatPhone(first.to) })}</p>
            )}
          </>
        ) : (
          <>
            <h2>
              {first.callerName || t('unknown')} <span>{formatPhone(first.callerNumber)}</span>
            </h2>
            <p>
              {t('toFlow', {
                to: formatPhone(first.to),
                flow: first.flowName,
                version: last.version,
                time: formatClock(first.at),
              })}
            </p>
            {first.callerNumber !== '' && (
              <p>
                <Link className={classes.ofCaller} to={`/calls?caller=${encodeURIComponent(first.callerNumber)}`}>
                  {t('callsOfCaller')}
                </Link>
              </p>
            )}
          </>
        )}
      </div>
      {!isRefused(summary) && (
        <Button leftSection={<Play size={15} />} aria-expanded={isReplaying} onClick={onReplay}>
          {t('replay.title')}
        </Button>
      )}
      <DeleteCalls call={summary} onDeleted={onDeleted} />
      <dl className={classes.figures}>
        <div>
          <dt className="visually-hidden">{t('filterState')}</dt>
          <dd>
            <CallStateChip call={summary} />
          </dd>
        </div>
        <Figure value={formatSpan(new Date(last.at).getTime() - new Date(first.at).getTime())} words={t('span')} />
        <Figure value={formatTook(silenceMs)} words={t('silence')} />
        <Figure value={String(requests.length)} words={t('requestsWord', { count: requests.length })} />
        <Figure value={formatTook(summary.slowestMs)} words={t('slowest')} />
      </dl>
      {last.error !== null && (
        <p className={classes.error} role="status">
          {last.error}
        </p>
      )}
    </header>
  )
}

function Figure({ value, words }: { value: string; words: string }) {
  return (
    <div>
      <dd>{value}</dd>
      <dt>{words}</dt>
    </div>
  )
}
