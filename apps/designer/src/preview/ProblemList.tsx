import { type Diagnostic, titleOf } from '@callflow-studio/model'
import { Button, SegmentedControl } from '@mantine/core'
import { CircleAlert, Info, TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { create } from 'zustand'
import { fixesOf } from '../state/fix-command.ts'
import { studioStore, useStudio } from '../state/studio-store.ts'
import { placeInStep } from '../step-ui/place-in-step.ts'
import { StepTile } from '../step-ui/StepTile.tsx'
import classes from './ProblemList.module.css'
import { countProblems, type ProblemFilter, problemsShown } from './problem-list.ts'

const ICONS = { error: CircleAlert, warning: TriangleAlert, info: Info }

/** Head and list stand in different places of the drawer and show the same choice. */
const useFilter = create<{ filter: ProblemFilter; setFilter: (filter: ProblemFilter) => void }>((set) => ({
  filter: 'all',
  setFilter: (filter) => set({ filter }),
}))

export function ProblemSummary() {
  const { t } = useTranslation('preview')
  const diagnostics = useStudio((state) => state.validation.diagnostics)
  const { filter, setFilter } = useFilter()
  const { errors, warnings } = countProblems(diagnostics)
  if (errors + warnings === 0) return null
  const words =
    errors === 0
      ? t('warningsOnly', { count: warnings })
      : [t('errorCount', { count: errors }), ...(warnings > 0 ? [t('warningCount', { count: warnings })] : [])].join(
          ', ',
        )
  return (
    <div className={classes.summary}>
      <p role="status">{words}</p>
      <SegmentedControl
        aria-label={t('filter')}
        data={[
          { value: 'all', label: t('all') },
          { value: 'errors', label: t('errors') },
          { value: 'warnings', label: t('warnings') },
        ]}
        value={filter}
        onChange={(value) => setFilter(value as ProblemFilter)}
      />
    </div>
  )
}

/** Every problem with the step and the field that it belongs to: a press jumps there, a fix removes it. */
export function ProblemList() {
  const { t } = useTranslation('preview')
  const diagnostics = useStudio((state) => state.validation.diagnostics)
  const { filter } = useFilter()
  const [atWork, setAtWork] = useState<Diagnostic | null>(null)
  const shown = problemsShown(diagnostics, filter)
  if (shown.length === 0)
    return (
      <p className={classes.none} role="status">
        {t(diagnostics.length === 0 ? 'noProblems' : 'noneOfThese')}
      </p>
    )
  return (
    <ul className={classes.list}>
      {shown.map((diagnostic, index) => (
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
  const { nodeId, field, severity, message } = diagnostic
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
        <span className={classes.icon} data-severity={severity}>
          <Icon size={16} aria-label={t(`severity.${severity}`)} />
        </span>
        <span>{message}</span>
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
      {fixesOf(diagnostic).map(({ label, command }) => (
        <Button key={label} size="xs" onClick={() => studioStore.getState().apply(command)}>
          {label}
        </Button>
      ))}
    </li>
  )
}
