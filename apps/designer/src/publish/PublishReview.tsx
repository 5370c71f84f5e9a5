import {
  compareDocuments,
  compile,
  type Diagnostic,
  definitionOf,
  emptyDocument,
  readDocument,
  type StepChange,
} from '@callflow-studio/model'
import type { Validation } from '@callflow-studio/model/api'
import { Button, InputBase } from '@mantine/core'
import { ArrowRightLeft, CircleCheck, FlaskConical, GitCompareArrows, Server, TriangleAlert } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { usePublish, useVersion } from '../api/queries.ts'
import { callOrder } from '../canvas/call-order.ts'
import { profileOf } from '../state/flow-kind.ts'
import { studioStore, useStudio } from '../state/studio-store.ts'
import { whenSaved } from '../state/when-saved.ts'
import { TextArea } from '../ui/TextArea.tsx'
import { ChangeList } from './ChangeList.tsx'
import { DialogHead } from './DialogHead.tsx'
import { FailingTests } from './FailingTests.tsx'
import { ProblemLines } from './ProblemLines.tsx'
import { ProofLines } from './ProofLines.tsx'
import classes from './PublishDialog.module.css'
import { RealCalls } from './RealCalls.tsx'
import { usePublishTests } from './use-publish-tests.ts'

interface PublishReviewProps {
  validation: Validation
  warnings: readonly Diagnostic[]
  onRefused: (error: Error) => void
  onPublished: (version: number) => void
  onClose: () => void
}

/** What changes for callers, in sentences, and the note for the version list. */
export function PublishReview({ validation, warnings, onRefused, onPublished, onClose }: PublishReviewProps) {
  const { t } = useTranslation('publish')
  const flowId = useStudio((state) => state.flowId) ?? ''
  const document = useStudio((state) => state.document)
  const defaultProfile = useStudio((state) => state.defaultProfile)
  const profile = useStudio(profileOf)
  const liveVersion = useStudio((state) => state.liveVersion)
  const latestVersion = useStudio((state) => state.latestVersion)
  const next = (latestVersion ?? 0) + 1
  /** Switched off: what was live last is what callers knew. */
  const base = liveVersion ?? latestVersion
  const version = useVersion(flowId, base)
  const before = useMemo(() => {
    const read = version.data && readDocument(version.data.document)
    return read?.ok ? read.value : emptyDocument()
  }, [version.data])
  const comparison = useMemo(() => {
    const compared = compareDocuments(before, document)
    const place = new Map(callOrder(document).map((id, index) => [id, index]))
    const placeOf = ({ nodeId }: StepChange): number => place.get(nodeId) ?? place.size
    const steps = compared.steps.toSorted((a, b) => placeOf(a) - placeOf(b))
    return { ...compared, steps: base === null ? steps.filter(isDrawnStep) : steps }
  }, [base, before, document])
  const mostBefore = useMemo(
    () => (version.data ? compile(before, { defaultProfile }).mostRequests : undefined),
    [version.data, before, defaultProfile],
  )
  const [note, setNote] = useState('')
  const [isShowing, setShowing] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const [reason, setReason] = useState('')
  const publish = usePublish(flowId)
  const { tests, failing, isRunning } = usePublishTests(flowId)

  const run = async () => {
    setProblem(null)
    const rest = await whenSaved(studioStore)
    if (rest === 'conflict') return setProblem(t('savedElsewhere'))
    if (rest !== 'saved') return setProblem(t('notSaved', { why: '' }).trim())
    const { revision, setSync } = studioStore.getState()
    const body = {
      revision,
      ...(note.trim() === '' ? {} : { note: note.trim() }),
      ...(failing.length === 0 ? {} : { testsOverride: { reason: reason.trim() } }),
    }
    publish.mutate(body, {
      onSuccess: ({ version: number, pivotUrl }) => {
        setSync({ liveVersion: number, latestVersion: number, pivotUrl })
        onPublished(number)
      },
      onError: (error) => {
        setProblem(error.message)
        onRefused(error)
      },
    })
  }

  return (
    <>
      <DialogHead title={t('title', { version: next })} onClose={onClose}>
        {liveVersion === null ? t('firstTime') : t('newCalls', { live: liveVersion })}
      </DialogHead>
      <div className={classes.body}>
        <div className={classes.line}>
          <h3>{t('whatChanges')}</h3>
          <small>
            {base === null
              ? t('firstVersion', { count: comparison.steps.length })
              : t('sinceVersion', { count: comparison.steps.length, version: base })}
          </small>
          {base !== null && (
            <Link to={`/flows/${flowId}/versions/${base}`} className={classes.link} onClick={onClose}>
              <GitCompareArrows size={15} aria-hidden /> {t('compareOnCanvas')}
            </Link>
          )}
        </div>
        {!(base !== null && version.isPending) && (
          <ChangeList comparison={comparison} before={before} after={document} />
        )}
        <div className={classes.checks}>
          <span data-good>
            <CircleCheck size={17} aria-hidden /> {t('noErrors')}
          </span>
          {warnings.length === 0 ? (
            <span data-good>
              <CircleCheck size={17} aria-hidden /> {t('noWarnings')}
            </span>
          ) : (
            <span data-warn>
              <TriangleAlert size={17} aria-hidden /> {t('warnings', { count: warnings.length })}
              <button type="button" className={classes.link} onClick={() => setShowing(!isShowing)}>
                {isShowing ? t('hide') : t('show')}
              </button>
            </span>
          )}
          {tests.length > 0 && failing.length === 0 && (
            <span data-good={!isRunning || undefined} aria-busy={isRunning}>
              <FlaskConical size={17} aria-hidden />{' '}
              {isRunning ? t('testsRun') : t('testsPass', { count: tests.length })}
            </span>
          )}
          <span data-good>
            <Server size={17} aria-hidden />
            {profile === 'any' ? t('madeForAny') : t('madeFor', { version: profile })}
            {before.settings.kazoo !== document.settings.kazoo &&
              base !== null &&
              `, ${t('wasMadeFor', { version: before.settings.kazoo ?? t('installation') })}`}
          </span>
          <span data-good>
            <ArrowRightLeft size={17} aria-hidden />
            {validation.mostRequests === null ? t('unbounded') : t('maxRequests', { count: validation.mostRequests })}
            {mostBefore !== undefined &&
              mostBefore !== validation.mostRequests &&
              `, ${mostBefore === null ? t('wasUnbounded') : t('was', { count: mostBefore })}`}
            <Link
              to={`/flows/${flowId}`}
              className={classes.link}
              onClick={() => {
                studioStore.getState().setDrawer({ isOpen: true, tab: 'paths' })
                onClose()
              }}
            >
              {t('showPaths')}
            </Link>
          </span>
        </div>
        {base !== null && <RealCalls flowId={flowId} onPreview={onClose} />}
        {validation.proof && (
          <div className={classes.proof}>
            <h3>{t('everyCall')}</h3>
            <ProofLines proof={validation.proof} />
          </div>
        )}
        {failing.length > 0 && (
          <FailingTests flowId={flowId} tests={failing} reason={reason} onReason={setReason} onClose={onClose} />
        )}
        {isShowing && <ProblemLines diagnostics={warnings} onGo={onClose} />}
        <InputBase
          component={TextArea}
          multiline
          label={
            <>
              {t('note')} <small className={classes.quiet}>{t('optional')}</small>
            </>
          }
          description={t('noteHint')}
          inputWrapperOrder={['label', 'input', 'description']}
          rows={3}
          maxLength={2000}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
          data-autofocus
        />
        {problem && (
          <p className={classes.problem} role="alert">
            {problem}
          </p>
        )}
      </div>
      <footer className={classes.foot}>
        <Button onClick={onClose}>{t('cancel')}</Button>
        <Button
          variant="filled"
          loading={publish.isPending}
          disabled={failing.length > 0 && reason.trim() === ''}
          onClick={() => void run()}
        >
          {failing.length > 0 ? t('publishAnyway') : t('publishVersion', { version: next })}
        </Button>
      </footer>
    </>
  )
}

/** Against nothing, only what was drawn says something: start and fallback are always there, notes nobody hears. */
const isDrawnStep = ({ kind, node }: StepChange): boolean =>
  kind === 'added' && definitionOf(node.type)?.kind !== 'note'
