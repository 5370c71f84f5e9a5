/** What callers said in this call, as far as the studio keeps it: to play, download and delete. */
import { titleOf } from '@callflow-studio/model'
import type { Recording } from '@callflow-studio/model/api'
import { ActionIcon, Text, Tooltip } from '@mantine/core'
import { Download, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useDeleteRecording, useRecordings } from '../api/queries.ts'
import { useVersionDocument } from '../state/use-version-document.ts'
import { StepTile } from '../step-ui/StepTile.tsx'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { formatClock, formatSize, formatSpan } from '../ui/format.ts'
import { LoadError } from '../ui/LoadError.tsx'
import classes from './CallRecordings.module.css'

export function CallRecordings({ callId }: { callId: string }) {
  const { t } = useTranslation('calls')
  const recordings = useRecordings(callId)
  if (recordings.isError) return <LoadError error={recordings.error} onRetry={() => void recordings.refetch()} />
  if (!recordings.data || recordings.data.length === 0) return null
  return (
    <section className={classes.recordings} aria-label={t('recordings')}>
      <h3>{t('recordings')}</h3>
      <ul>
        {recordings.data.map((recording) => (
          <Line key={recording.id} recording={recording} callId={callId} />
        ))}
      </ul>
    </section>
  )
}

function Line({ recording, callId }: { recording: Recording; callId: string }) {
  const { t } = useTranslation('calls')
  const [isAsking, setAsking] = useState(false)
  const { document } = useVersionDocument(recording.flowId, recording.version)
  const node = document?.nodes.find(({ id }) => id === recording.nodeId)
  const step = node ? titleOf(node) : recording.nodeId
  const facts = [
    t('requestNumber', { n: recording.visit }),
    formatClock(recording.createdAt),
    recording.durationMs === null ? '' : formatSpan(recording.durationMs),
    formatSize(recording.sizeBytes),
    recording.kind.toUpperCase(),
  ]
  return (
    <li>
      <StepTile type={node?.type ?? 'input.record'} size={24} />
      <div className={classes.words}>
        <strong>{step}</strong>
        <small>{facts.filter(Boolean).join(', ')}</small>
      </div>
      {/* biome-ignore lint/a11y/useMediaCaption: what a caller said comes without captions */}
      <audio controls preload="metadata" src={recording.url} aria-label={t('playRecording', { step })} />
      <Tooltip label={t('downloadRecording')}>
        <ActionIcon component="a" href={`${recording.url}?download=true`} aria-label={t('downloadRecording')}>
          <Download size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t('deleteRecording')}>
        <ActionIcon aria-label={t('deleteRecording')} onClick={() => setAsking(true)}>
          <Trash2 size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
      {isAsking && <DeleteDialog id={recording.id} callId={callId} onClose={() => setAsking(false)} />}
    </li>
  )
}

function DeleteDialog({ id, callId, onClose }: { id: string; callId: string; onClose: () => void }) {
  const { t } = useTranslation('calls')
  const remove = useDeleteRecording(callId)
  const start = () => remove.mutate(id, { onSuccess: onClose })
  return (
    <ConfirmDialog
      title={t('deleteRecordingTitle')}
      action={t('delete')}
      isBusy={remove.isPending}
      onConfirm={start}
      onClose={onClose}
    >
      <Text>{t('deleteRecordingText')}</Text>
      {remove.isError && <LoadError error={remove.error} onRetry={start} />}
    </ConfirmDialog>
  )
}
