import { CLAIMS, type Finding, type Proof } from '@callflow-studio/model/api'
import { Button } from '@mantine/core'
import { CircleCheck, CircleHelp, CircleX, Play } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { scenarioOfRequest } from '../state/preview-scenario.ts'
import { studioStore, useStudio } from '../state/studio-store.ts'
import classes from './CallCheck.module.css'
import { createPathReader, highlightPath, type PathReader } from './flow-paths.ts'
import { foundCallWords } from './found-call.ts'
import { Step } from './PathList.tsx'

const ICONS = { proven: CircleCheck, refuted: CircleX, open: CircleHelp }

/** What is proven of every call in words, and each call for which it does not hold. */
export function CallCheck({ proof }: { proof: Proof }) {
  const { t } = useTranslation('preview')
  const document = useStudio((state) => state.document)
  const reader = useMemo(() => createPathReader(document), [document])
  const seconds = proof.maxSilenceMs / 1000
  return (
    <section className={classes.section}>
      <h3>{t('check.heading')}</h3>
      <ul className={classes.claims} aria-label={t('check.heading')}>
        {CLAIMS.map((claim) => {
          const verdict = proof.verdicts[claim]
          const Icon = ICONS[verdict]
          return (
            <li key={claim} data-verdict={verdict}>
              <Icon size={16} aria-label={t(`check.icon.${verdict}`)} />
              <span>{t(`check.${claim}.${verdict}`, { seconds })}</span>
            </li>
          )
        })}
      </ul>
      {proof.cutOff !== null && <p className={classes.hint}>{t(`check.cutOff.${proof.cutOff}`)}</p>}
      {proof.findings.length > 0 && (
        <ul className={classes.findings} aria-label={t('check.findings')}>
          {proof.findings.map((finding) => (
            <FindingRow key={`${finding.claim}:${finding.kind}:${finding.nodeId}`} finding={finding} reader={reader} />
          ))}
        </ul>
      )}
    </section>
  )
}

function FindingRow({ finding, reader }: { finding: Finding; reader: PathReader }) {
  const { t } = useTranslation('preview')
  const { nodeId, kind, silentMs, call } = finding
  const step = (nodeId === null ? null : reader.titleAt(nodeId)) ?? t('check.theFallback')
  const isEndless = kind === 'waits' && silentMs == null
  const path = {
    steps: finding.steps.map((each) => ({ flowId: null, ...each })),
    requests: { least: 1, most: null },
    cuts: [],
    backTo: null,
  }
  const steps = reader.steps(path)
  const words = call ? foundCallWords(call, reader.titleAt, t) : []
  const show = () => {
    const { document, goTo, setPathHighlight } = studioStore.getState()
    setPathHighlight(steps.length > 0 ? highlightPath(document, path) : null)
    if (nodeId !== null) goTo(nodeId)
  }
  const preview = () => {
    if (!call) return
    const { openScenario, setPathHighlight } = studioStore.getState()
    setPathHighlight(null)
    openScenario(scenarioOfRequest(call, t('check.caller')))
  }
  return (
    <li className={classes.finding}>
      <button type="button" className={classes.open} onClick={show}>
        <b>
          {t(`check.finding.${isEndless ? 'waits-for-ever' : kind}`, {
            step,
            seconds: Math.round((silentMs ?? 0) / 100) / 10,
          })}
        </b>
        {steps.length > 0 && (
          <span className={classes.path}>
            {steps.map((each, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a step may come twice in a call
              <Step key={index} step={each} isFirst={index === 0} />
            ))}
          </span>
        )}
        {words.length > 0 && <span className={classes.hint}>{words.join(', ')}</span>}
        {!call && kind !== 'fallback' && <span className={classes.hint}>{t('check.noCall')}</span>}
      </button>
      {call && (
        <Button size="xs" leftSection={<Play size={13} aria-hidden />} onClick={preview}>
          {t('check.preview')}
        </Button>
      )}
    </li>
  )
}
