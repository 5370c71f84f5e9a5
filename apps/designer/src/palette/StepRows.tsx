import { type NodeDefinition, whyUnavailable } from '@callflow-studio/model'
import { Button } from '@mantine/core'
import { GripVertical } from 'lucide-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { fixCommand } from '../state/fix-command.ts'
import { useFlowKind } from '../state/flow-kind.ts'
import { useStudio } from '../state/studio-store.ts'
import { StepTile } from '../step-ui/StepTile.tsx'
import classes from './Palette.module.css'

/** What the canvas reads from a drag. */
const DRAG_TYPE = 'application/x-callflow-step'

export interface StepRowsProps {
  steps: readonly NodeDefinition[]
  /** The type of the step that was pressed although the flow cannot hold it. */
  explained: string | null
  /** Called for any step: one that the flow cannot hold is explained rather than added. */
  onPress: (definition: NodeDefinition) => void
}

/** Steps of the palette, each to be dragged or pressed. What the flow cannot hold is grey, and says why. */
export function StepRows({ steps, explained, onPress }: StepRowsProps) {
  return (
    <ul>
      {steps.map((definition) => (
        <StepRow
          key={definition.type}
          definition={definition}
          isExplained={definition.type === explained}
          onPress={() => onPress(definition)}
        />
      ))}
    </ul>
  )
}

interface StepRowProps {
  definition: NodeDefinition
  isExplained: boolean
  onPress: () => void
}

function StepRow({ definition, isExplained, onPress }: StepRowProps) {
  const { t } = useTranslation('palette')
  const apply = useStudio((state) => state.apply)
  const id = useId()
  const why = whyUnavailable(definition, useFlowKind())
  const fix = why?.fix && fixCommand({ fix: why.fix })
  return (
    <li>
      <button
        type="button"
        className={classes.row}
        data-dim={why !== null || undefined}
        aria-disabled={why !== null || undefined}
        aria-describedby={why && isExplained ? id : undefined}
        draggable
        title={why?.message ?? definition.help}
        onClick={onPress}
        onDragStart={(event) => {
          event.dataTransfer.setData(DRAG_TYPE, definition.type)
          event.dataTransfer.effectAllowed = 'copyMove'
        }}
      >
        <StepTile type={definition.type} size={24} />
        <span>{definition.title}</span>
        {why && <small>{why.short}</small>}
        <GripVertical size={15} className={classes.grip} aria-hidden />
      </button>
      {why && isExplained && (
        <div className={classes.why} id={id} role="status">
          <p>{why.message}</p>
          {why.fix && fix && (
            <Button size="xs" onClick={() => apply(fix)}>
              {t('setFlow', { version: why.fix.value })}
            </Button>
          )}
        </div>
      )}
    </li>
  )
}
