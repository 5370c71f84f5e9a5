import { definitionOf, type FlowDocument, portsOf, titleOf } from '@callflow-studio/model'
import type { CallRequestDetail, LoggedLookUp, TraceEntry } from '@callflow-studio/model/api'
import { useTranslation } from 'react-i18next'
import { StepTile } from '../step-ui/StepTile.tsx'
import { LookUpFold } from './LookUpFold.tsx'
import classes from './RequestSteps.module.css'
import { lookUpsByEntry } from './request-facts.ts'

interface RequestStepsProps {
  detail: CallRequestDetail
  document: FlowDocument | null
}

/** What the studio did with one request, step by step, with what it asked other servers. */
export function RequestSteps({ detail, document }: RequestStepsProps) {
  const { t } = useTranslation('calls')
  const lookUps = lookUpsByEntry(detail)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and so must be reached by keyboard
    <ol className={classes.steps} tabIndex={0} aria-label={t('stepsTaken')}>
      {detail.nodes.map((entry, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an entry is its place in the trace
        <Step key={index} entry={entry} document={document} lookUp={lookUps.get(index)} />
      ))}
    </ol>
  )
}

interface StepProps {
  entry: TraceEntry
  document: FlowDocument | null
  lookUp: LoggedLookUp | undefined
}

function Step({ entry, document, lookUp }: StepProps) {
  const { t } = useTranslation('calls')
  const node = document?.nodes.find(({ id }) => id === entry.nodeId)
  if (node && definitionOf(node.type)?.kind === 'start') return null
  const port = node && document && portsOf(node, document.edges).find(({ key }) => key === entry.took)
  const exit = port ? [port.keyCap, port.label].filter(Boolean).join(' ') : (entry.took ?? '')
  const words = {
    ran: entry.detail ?? (exit ? t('tookExit', { exit }) : t('done')),
    sent: t('sentToKazoo'),
    asks: t('newRequest'),
    failed: entry.detail ?? t('failedStep'),
    fallback: t('fallbackStep'),
  }[entry.kind]
  return (
    <li data-kind={entry.kind}>
      <StepTile type={node?.type ?? ''} size={24} />
      <strong>{node ? titleOf(node) : entry.nodeId}</strong>
      <span>{words}</span>
      {lookUp && <LookUpFold lookUp={lookUp} />}
    </li>
  )
}
