/** A previewed call as a test: what happened is proposed, and can be changed before it is saved. */
import { Button, Modal, Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type RequestOf, request } from '../api/client.ts'
import { useSaveTest } from '../api/test-queries.ts'
import type { SavedPreview } from '../state/session-slice.ts'
import { studioStore } from '../state/studio-store.ts'
import { LoadError } from '../ui/LoadError.tsx'
import classes from './SaveTestDialog.module.css'
import { TestEditor } from './TestEditor.tsx'
import { draftOf } from './test-draft.ts'
import { useTried } from './use-tried.ts'

interface SaveTestDialogProps {
  flowId: string
  saved: SavedPreview
  onClose: () => void
}

export function SaveTestDialog({ flowId, saved, onClose }: SaveTestDialogProps) {
  const { t } = useTranslation('tests')
  const proposed = useQuery({
    queryKey: ['propose a test'],
    queryFn: ({ signal }) => request('test.propose', { id: flowId, body: bodyOf(saved) }, { signal }),
    gcTime: 0,
    refetchOnWindowFocus: false,
  })
  return (
    <Modal opened onClose={onClose} title={t('saveAsTest')} size={820}>
      {proposed.isError ? (
        <LoadError error={proposed.error} onRetry={() => void proposed.refetch()} />
      ) : proposed.data ? (
        <Proposal flowId={flowId} text={proposed.data.text} onClose={onClose} />
      ) : (
        <Skeleton height={240} />
      )}
    </Modal>
  )
}

function Proposal({ flowId, text, onClose }: { flowId: string; text: string; onClose: () => void }) {
  const { t } = useTranslation('tests')
  const [draft, setDraft] = useState(() => draftOf(text))
  const tried = useTried(draft.text)
  const save = useSaveTest(flowId)
  return (
    <>
      <TestEditor draft={draft} tried={tried} onChange={setDraft} />
      <footer className={classes.foot}>
        {save.isError && <p role="alert">{save.error.message}</p>}
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button
          variant="filled"
          data-autofocus
          loading={save.isPending}
          disabled={tried.problems.some(({ severity }) => severity === 'error')}
          onClick={() => save.mutate({ id: null, text: draft.text }, { onSuccess: onClose })}
        >
          {t('saveTest')}
        </Button>
      </footer>
    </>
  )
}

/** What the preview was asked, and what came of it. */
const bodyOf = ({ request: asked, preview }: SavedPreview): RequestOf<'test.propose'>['body'] => {
  const { call, now, switches, kept, startAt, does } = asked
  return {
    document: studioStore.getState().document,
    preview: { call, now, switches, kept, startAt, does },
    lookUps: preview.lookUps ?? [],
    exchanges: preview.exchanges.map(({ nodes, variables }) => ({ nodes, variables })),
  }
}
