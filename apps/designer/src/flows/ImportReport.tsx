import type { KazooProfile } from '@callflow-studio/model'
import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { CircleCheck, CircleHelp, CircleX, Info, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { StepTile } from '../step-ui/StepTile.tsx'
import { DocumentAddress } from './DocumentAddress.tsx'
import classes from './ImportDialog.module.css'
import type { ImportProblem, ImportResult } from './import-flow.ts'

/** More are one press away. */
const SHOWN = 8

interface Props {
  result: ImportResult
  /** What it is called where no flow was made of it; null for pasted text. */
  label: string | null
  onSetKazoo: (profile: KazooProfile) => Promise<void>
  /** The user has said where the document is served, or that it is to be drawn without (null). */
  onAddress: (baseUrl: string | null) => void
  isBusy: boolean
  /** Its question is the first that waits for an answer. */
  isNext: boolean
}

/** One text or file: what became of it, and all there is to say of its steps. */
export function ImportReport({ result, label, onSetKazoo, onAddress, isBusy, isNext }: Props) {
  const { t } = useTranslation('flows')
  const [isWhole, setWhole] = useState(false)
  const { name, flowId, steps, profile, needs, problems, question } = result
  const [needed] = needs
  const errors = problems.filter(({ severity }) => severity === 'error').length
  const warnings = problems.filter(({ severity }) => severity === 'warning').length
  const notes = problems.length - errors - warnings
  const state = question ? 'question' : flowId === null || errors > 0 ? 'error' : warnings > 0 ? 'warning' : 'good'
  const Icon = { question: CircleHelp, error: CircleX, warning: TriangleAlert, good: CircleCheck }[state]
  const words = [
    question ? t('needsAddress') : flowId === null ? t('notDrawn') : t('drawn', { count: steps }),
    ...(flowId !== null && errors > 0 ? [t('importErrors', { count: errors })] : []),
    ...(warnings > 0 ? [t('importWarnings', { count: warnings })] : []),
    ...(notes > 0 ? [t('importNotes', { count: notes })] : []),
    ...(profile === null ? [] : [profile === 'any' ? t('drawnForAny') : t('drawnFor', { version: profile })]),
  ]
  return (
    <li className={classes.result}>
      <div className={classes.head} data-state={state}>
        <Icon size={18} aria-hidden />
        <div>
          <strong>{flowId === null ? (label ?? t('pastedText')) : name}</strong>
          <small>{words.join(', ')}</small>
        </div>
        {flowId !== null && (
          <Button size="xs" component={Link} to={`/flows/${flowId}`} aria-label={t('openNamed', { name })}>
            {t('open')}
          </Button>
        )}
      </div>
      {needed && (
        <div className={classes.needs}>
          <span>{t('needsProfile', { versions: needs.join(` ${t('or')} `) })}</span>
          <SetKazoo profile={needed} onSet={onSetKazoo} />
        </div>
      )}
      {question && (
        <DocumentAddress
          initial={question.source.baseUrl ?? ''}
          isInvalid={question.isInvalid}
          isBusy={isBusy}
          isNext={isNext}
          onAddress={onAddress}
        />
      )}
      {problems.length > 0 && (
        <ul className={classes.problems}>
          {(isWhole ? problems : problems.slice(0, SHOWN)).map((problem, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two steps may have the same title and the same problem
            <Problem key={`${index} ${problem.message}`} problem={problem} />
          ))}
        </ul>
      )}
      {problems.length > SHOWN && !isWhole && (
        <Button size="xs" variant="subtle" onClick={() => setWhole(true)}>
          {t('allProblems', { count: problems.length })}
        </Button>
      )}
    </li>
  )
}

function SetKazoo({ profile, onSet }: { profile: KazooProfile; onSet: Props['onSetKazoo'] }) {
  const { t } = useTranslation('flows')
  const set = useMutation({ mutationFn: () => onSet(profile) })
  return (
    <>
      <Button size="xs" loading={set.isPending} onClick={() => set.mutate()}>
        {t('setKazoo', { version: profile })}
      </Button>
      {set.error && <span role="alert">{set.error.message}</span>}
    </>
  )
}

function Problem({ problem: { severity, step, place, message } }: { problem: ImportProblem }) {
  const { t } = useTranslation('flows')
  const Icon = { error: CircleX, warning: TriangleAlert, info: Info }[severity]
  return (
    <li data-state={severity} data-whole={step === null || undefined}>
      <Icon size={15} aria-label={t(severity === 'info' ? 'note' : severity)} />
      {step && (
        <>
          <StepTile type={step.type} size={24} />
          <div>
            <strong>{step.title}</strong>
            {place !== '' && <small>{place}</small>}
          </div>
        </>
      )}
      <span>{message}</span>
    </li>
  )
}
