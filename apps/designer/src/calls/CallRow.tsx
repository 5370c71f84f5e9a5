import { Tooltip } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Chip } from '../ui/Chip.tsx'
import { formatClock, formatPhone, formatTook } from '../ui/format.ts'
import { useMinute } from '../ui/use-minute.ts'
import classes from './CallRow.module.css'
import { type Call, isRefused, quietFor, SLOW_MS } from './group-calls.ts'

export function CallRow({ call, address, isSelected }: { call: Call; address: string; isSelected: boolean }) {
  const { t } = useTranslation('calls')
  const { first, last } = call
  return (
    <Link
      to={`${address}/${encodeURIComponent(call.key)}`}
      className={classes.row}
      aria-current={isSelected ? 'true' : undefined}
      data-call
    >
      <time dateTime={first.at}>{formatClock(first.at)}</time>
      <span className={classes.two}>
        <strong>{isRefused(call) ? t('refused') : first.callerName || t('unknown')}</strong>
        <small>{isRefused(call) ? first.error : formatPhone(first.callerNumber)}</small>
      </span>
      <span className={classes.two}>
        <strong>
          {first.flowId === ''
            ? t('noFlow')
            : last.version === 0
              ? first.flowName
              : t('flowVersion', { flow: first.flowName, version: last.version })}
        </strong>
        <small>
          {isRefused(call) ? t('statusCode', { status: first.status }) : t('requests', { count: call.requests.length })}
        </small>
      </span>
      <span className={classes.end}>
        <CallStateChip call={call} />
        <small>{formatTook(call.slowestMs)}</small>
      </span>
    </Link>
  )
}

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

export function CallStateChip({ call }: { call: Call }) {
  const { t } = useTranslation('calls')
  const quietMs = quietFor(call, useMinute())
  if (call.state === 'error') return <Chip tone="error">{t('error')}</Chip>
  if (call.slowestMs > SLOW_MS) return <Chip tone="warn">{t('slowChip')}</Chip>
  if (call.hasWarning) return <Chip tone="warn">{t('warningChip')}</Chip>
  if (quietMs !== null)
    return (
      <Tooltip label={t('quietHelp')} multiline w={260}>
        <span>
          <Chip>
            {t(quietMs < HOUR_MS ? 'quietMinutes' : 'quietHours', {
              count: Math.floor(quietMs / (quietMs < HOUR_MS ? MINUTE_MS : HOUR_MS)),
            })}
          </Chip>
        </span>
      </Tooltip>
    )
  return <Chip tone={call.state === 'waiting' ? 'call' : 'neutral'}>{t(call.state)}</Chip>
}
