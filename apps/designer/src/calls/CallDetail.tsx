/** One call: what KAZOO asked, what it got, and which way the call came as far as that is known. */
import { Button } from '@mantine/core'
import { ArrowLeft } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useCallRequests, useRequestDetails } from '../api/queries.ts'
import { formatClock, formatPhone } from '../ui/format.ts'
import { LoadError } from '../ui/LoadError.tsx'
import { useMinute } from '../ui/use-minute.ts'
import classes from './CallDetail.module.css'
import { CallHead } from './CallHead.tsx'
import { CallPath } from './CallPath.tsx'
import { CallRecordings } from './CallRecordings.tsx'
import { CallReplay } from './CallReplay.tsx'
import { CallTimeline } from './CallTimeline.tsx'
import { type Call, groupCalls, isRefused, withEnd } from './group-calls.ts'
import { RequestPanel } from './RequestPanel.tsx'
import { useEndsAfterMs } from './use-calls.ts'

interface CallDetailProps {
  callId: string
  address: string
  /** Calls were deleted, this one among them. */
  onDeleted: () => void
}

export function CallDetail({ callId, address, onDeleted }: CallDetailProps) {
  const { t } = useTranslation('calls')
  const requests = useCallRequests(callId)
  const [now, endsAfterMs] = [useMinute(), useEndsAfterMs()]
  const found = groupCalls(requests.data ?? []).find(({ summary }) => summary.key === callId)
  const call = found && { ...found, summary: withEnd(found.summary, now, endsAfterMs) }
  const details = useRequestDetails(call?.requests ?? [])
  /** Null: the newest, also when another one comes. */
  const [selected, setSelected] = useState<string | null>(null)
  const [isReplaying, setReplaying] = useState(false)
  const index = details.findIndex(({ id }) => id === selected)
  const at = index === -1 ? details.length - 1 : index
  const detail = details[at]

  if (requests.isError) return <LoadError error={requests.error} onRetry={() => void requests.refetch()} />
  if (requests.isSuccess && !call) return <p className={classes.gone}>{t('gone')}</p>
  if (!call) return <div className={classes.detail} aria-busy />
  return (
    <article className={classes.detail}>
      <Button component={Link} to={address} size="xs" leftSection={<ArrowLeft size={14} />} className={classes.back}>
        {t('back')}
      </Button>
      <CallHead
        call={call}
        isReplaying={isReplaying}
        onReplay={() => setReplaying(!isReplaying)}
        onDeleted={onDeleted}
      />
      {isReplaying && <CallReplay callKey={callId} testName={t('replay.testName', nameParts(call))} />}
      {!isRefused(call.summary) && (
        <CallTimeline
          call={call}
          details={details}
          selected={at}
          onSelect={(next) => setSelected(details[next]?.id ?? null)}
        />
      )}
      {call.first.callId !== '' && <CallRecordings callId={call.first.callId} />}
      <div className={classes.columns}>
        {detail && !isRefused(call.summary) && <CallPath key={detail.version} details={details.slice(0, at + 1)} />}
        {detail && (
          <RequestPanel
            details={details}
            at={at}
            startedAt={call.first.at}
            onSelect={(next) => setSelected(details[next]?.id ?? null)}
          />
        )}
      </div>
    </article>
  )
}

/** By which people find the call again. */
const nameParts = ({ first }: Call): { caller: string; time: string } => ({
  caller: first.callerName || formatPhone(first.callerNumber),
  time: `${first.at.slice(0, 10)}, ${formatClock(first.at)}`,
})
