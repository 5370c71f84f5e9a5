import type { CallSummary } from '@callflow-studio/model/api'
import { Tooltip } from '@mantine/core'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { Chip } from '../ui/Chip.tsx'
import { formatClock, formatPhone, formatTook } from '../ui/format.ts'
import { useMinute } from '../ui/use-minute.ts'
import classes from './CallRow.module.css'
import { isRefused, isSlow, quietFor } from './group-calls.ts'

interface CallRowProps {
  call: CallSummary
  /** Of the list, and the filter that it has. */
  address: string
  search: string
  isSelected: boolean
}

/** Drawn again only where something of it has changed: the list grows by the second. */
export const CallRow = memo(function CallRow({ call, address, search, isSelected }: CallRowProps) {
  const { t } = useTranslation('calls')
  const flow =
    call.flowId === ''
      ? t('noFlow')
      : call.version === 0
        ? call.flowName
        : t('flowVersion', { flow: call.flowName, version: call.version })
  return (
    <Link
      to={`${address}/${encodeURIComponent(call.key)}${search}`}
      className={classes.row}
      aria-current={isSelected ? 'true' : undefined}
      data-call
    >
      <time dateTime={call.at}>{formatClock(call.at)}</time>
      {isRefused(call) ? (
        <span className={classes.refused}>
          <strong>{t('refused')}</strong>
          <strong>{flow}</strong>
          <small>{call.error}</small>
        </span>
      ) : (
        <>
          <span className={classes.two}>
            <strong>{call.callerName || t('unknown')}</strong>
            <small>{formatPhone(call.callerNumber)}</small>
          </span>
          <span className={classes.two}>
            <strong>{flow}</strong>
            <small>{t('requests', { count: call.requests })}</small>
          </span>
        </>
      )}
      <span className={classes.end}>
        <CallStateChip call={call} />
        <small>{isRefused(call) ? t('statusCode', { status: call.status }) : formatTook(call.slowestMs)}</small>
      </span>
    </Link>
  )
}, isSameRow)

/** What is shown of a call changes with its requests, and when it ends. */
function isSameRow(before: CallRowProps, now: CallRowProps): boolean {
  const isSameCall = before.call.lastId === now.call.lastId && before.call.outcome === now.call.outcome
  return (
    isSameCall &&
    before.call.key === now.call.key &&
    before.address === now.address &&
    before.search === now.search &&
    before.isSelected === now.isSelected
  )
}

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

export function CallStateChip({ call }: { call: CallSummary }) {
  const { t } = useTranslation('calls')
  const quietMs = quietFor(call, useMinute())
  if (call.outcome === 'test') return <Chip>{t('test')}</Chip>
  if (call.outcome === 'error' || call.outcome === 'refused') return <Chip tone="error">{t('error')}</Chip>
  if (isSlow(call)) return <Chip tone="warn">{t('slowChip')}</Chip>
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
  return <Chip tone={call.outcome === 'waiting' ? 'call' : 'neutral'}>{t(call.outcome)}</Chip>
}
