import { compareDocuments, type FlowDocument, readDocument } from '@callflow-studio/model'
import { Button, Modal } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { request } from '../api/client.ts'
import { useCreateFlow } from '../api/queries.ts'
import { ChangeList } from '../publish/ChangeList.tsx'
import { dropDraftCopy } from '../state/draft-copy.ts'
import { studioStore, useStudio } from '../state/studio-store.ts'
import { formatWhen } from '../ui/format.ts'
import classes from './Banners.module.css'
import { loadFlow } from './load-flow.ts'
import { useAttempt } from './use-attempt.ts'

/** What stands between the user and a saved flow, in one line below the top bar, with what can be done. */
export function Banners() {
  const { t } = useTranslation('app')
  const save = useStudio((state) => state.save)
  const conflict = useStudio((state) => state.conflict)
  if (save === 'gone') return <GoneBanner />
  if (conflict) return <ConflictBanner updatedAt={conflict.updatedAt} />
  if (save === 'read-only') return <p className={classes.banner}>{t('newer')}</p>
  if (save === 'failed')
    return (
      <p className={classes.banner} data-bad role="alert">
        {t('failed')} {t('serverError')}
      </p>
    )
  if (save === 'offline')
    return (
      <p className={classes.banner} data-warn role="status">
        {t('offline')}
      </p>
    )
  return null
}

function ConflictBanner({ updatedAt }: { updatedAt: string }) {
  const { t, i18n } = useTranslation('app')
  const flowId = useStudio((state) => state.flowId) ?? ''
  const [theirs, setTheirs] = useState<FlowDocument | null>(null)
  const { attempt, problem } = useAttempt()
  const compare = attempt(async () => {
    const read = readDocument((await request('flow.show', { id: flowId })).document)
    if (read.ok) setTheirs(read.value)
  })
  const takeTheirs = attempt(async () => loadFlow(studioStore, await request('flow.show', { id: flowId })))
  return (
    <Line
      text={
        Date.now() - new Date(updatedAt).getTime() < 60_000
          ? t('conflictNow')
          : t('conflict', { when: formatWhen(updatedAt, new Date(), i18n.language).toLowerCase() })
      }
      problem={problem}
    >
      <Button size="xs" onClick={compare}>
        {t('compare')}
      </Button>
      <SaveAsCopy flowId={flowId} />
      <Button size="xs" onClick={takeTheirs}>
        {t('takeTheirs')}
      </Button>
      {theirs && <Theirs theirs={theirs} onClose={() => setTheirs(null)} />}
    </Line>
  )
}

/** Deleted elsewhere: nothing can be saved until it is restored. */
function GoneBanner() {
  const { t } = useTranslation('app')
  const flowId = useStudio((state) => state.flowId) ?? ''
  const { attempt, problem } = useAttempt()
  const restore = attempt(async () => {
    await request('flow.restore', { id: flowId })
    studioStore.getState().setSync({ save: 'unsaved' })
  })
  return (
    <Line text={t('gone')} problem={problem}>
      <Button size="xs" onClick={restore}>
        {t('restore')}
      </Button>
      <SaveAsCopy flowId={flowId} />
    </Line>
  )
}

function Line({ text, problem, children }: { text: string; problem: string | null; children: ReactNode }) {
  return (
    <div className={classes.banner} data-warn role="alert">
      <span>{problem ?? text}</span>
      {children}
    </div>
  )
}

function SaveAsCopy({ flowId }: { flowId: string }) {
  const { t } = useTranslation('app')
  const navigate = useNavigate()
  const create = useCreateFlow()
  const saveMine = () => {
    const { flowName, document } = studioStore.getState()
    create.mutate(
      { name: t('copyOf', { name: flowName }), document },
      {
        onSuccess: ({ id }) => {
          // Kept under its new name now; here it would stand against what was saved elsewhere once more.
          dropDraftCopy(localStorage, flowId)
          void navigate(`/flows/${id}`)
        },
      },
    )
  }
  return (
    <Button size="xs" onClick={saveMine} loading={create.isPending}>
      {create.isError ? t('notCopied') : t('saveMineAsCopy')}
    </Button>
  )
}

function Theirs({ theirs, onClose }: { theirs: FlowDocument; onClose: () => void }) {
  const { t } = useTranslation('app')
  const mine = useStudio((state) => state.document)
  return (
    <Modal opened onClose={onClose} title={t('theirs')} size={760}>
      <ChangeList comparison={compareDocuments(theirs, mine)} before={theirs} after={mine} />
    </Modal>
  )
}
