/**
 * What is chosen, as a form: a step, several steps, or the flow itself where nothing is. The form of a step is made
 * from its definition; nothing here knows a node type by name.
 */
import { useStudio } from '../state/studio-store.ts'
import { FlowSettingsPanel } from './FlowSettingsPanel.tsx'
import classes from './Inspector.module.css'
import { ManySteps } from './ManySteps.tsx'
import { StepInspector } from './StepInspector.tsx'

export function Inspector() {
  const selection = useStudio((state) => state.selection)
  const [only] = selection
  const exists = useStudio((state) => state.document.nodes.some(({ id }) => id === only))
  return (
    <div className={classes.inspector} data-inspector>
      {selection.length > 1 ? (
        <ManySteps />
      ) : only !== undefined && exists ? (
        <StepInspector key={only} nodeId={only} />
      ) : (
        <FlowSettingsPanel />
      )}
    </div>
  )
}
