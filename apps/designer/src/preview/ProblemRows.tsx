import { type Diagnostic, silence, titleOf } from '@callflow-studio/model'
import { Button } from '@mantine/core'
import { CircleAlert, Info, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fixesOf } from '../state/fix-command.ts'
import { studioStore, useStudio } from '../state/studio-store.ts'
import { placeInStep } from '../step-ui/place-in-step.ts'
import { StepTile } from '../step-ui/StepTile.tsx'
import classes from './ProblemList.module.css'
import { SilenceButton } from './SilenceButton.tsx'

const ICONS = { error: CircleAlert, warning: TriangleAlert, info: Info }

/** @param className of the list around the rows; @param label of it */
export function ProblemRows({
  problems,
  className,
  label,
}: {
  problems: readonly Diagnostic[]
  className: string | undefined
  label?: string
}) {
  const [atWork, setAtWork] = useState<Diagnostic | null>(null)
  return (
    <ul className={className} aria-label={label}>
      {problems.map((diagnostic, index) => (
        <ProblemRow
          // biome-ignore lint/suspicious/noArrayIndexKey: two problems of one field may read the same
          key={`${diagnostic.code}:${diagnostic.nodeId}:${diagnostic.field}:${index}`}
          diagnostic={diagnostic}
          isSelected={diagnostic === atWork}
          onChoose={() => setAtWork(diagnostic)}
        />
      ))}
    </ul>
  )
}

interface ProblemRowProps {
  diagnostic: Diagnostic
  isSelected: boolean
  onChoose: () => void
}

function ProblemRow({ diagnostic, isSelected, onChoose }: ProblemRowProps) {
  const { t } = useTranslation('preview')
  const document = useStudio((state) => state.document)
  const { nodeId, field, severity, message, reason, silenced } = diagnostic
  const node = document.nodes.find(({ id }) => id === nodeId)
  const Icon = ICONS[severity]
  const jump = () => {
    onChoose()
    const { goTo, showSettings } = studioStore.getState()
    if (node) goTo(node.id, field)
    else showSettings()
  }
  return (
    <li className={classes.row} data-selected={isSelected || undefined}>
      <button type="button" className={classes.jump} onClick={jump}>
        <span className={classes.icon} data-severity={silenced === undefined ? severity : undefined}>
          <Icon size={16} aria-label={t(`severity.${severity}`)} />
        </span>
        <span>
          {message}
          {reason !== undefined && <span className={classes.reason}>{reason}</span>}
          {silenced !== undefined && <span className={classes.reason}>{t('silencedBecause', { why: silenced })}</span>}
        </span>
        <span className={classes.step}>
          {node ? (
            <>
              <StepTile type={node.type} size={24} />
              <b>{titleOf(node)}</b>
            </>
          ) : (
            <b>{t('flow')}</b>
          )}
        </span>
        <span className={classes.place}>{node ? placeInStep(document, node, field) : ''}</span>
      </button>
      <ProblemActions diagnostic={diagnostic} />
    </li>
  )
}

/** The fixes of a problem, and what silences it where it is a matter of taste. */
function ProblemActions({ diagnostic }: { diagnostic: Diagnostic }) {
  const { t } = useTranslation('preview')
  const { nodeId, code, reason, silenced } = diagnostic
  const { apply } = studioStore.getState()
  if (silenced !== undefined)
    return (
      <Button size="xs" variant="default" onClick={() => nodeId !== null && apply(silence(nodeId, code, null))}>
        {t('warnAgain')}
      </Button>
    )
  const fixes = fixesOf(diagnostic)
  return (
    <span className={classes.actions}>
      {fixes.map(({ label, command }) => (
        <Button key={label} size="xs" onClick={() => apply(command)}>
          {label}
        </Button>
      ))}
      {reason !== undefined && nodeId !== null && (
        <SilenceButton onSilence={(why) => apply(silence(nodeId, code, why))} />
      )}
    </span>
  )
}
