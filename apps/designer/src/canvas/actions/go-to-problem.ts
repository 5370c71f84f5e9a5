/** From problem to problem: the step is selected, the cursor stands in the field, the words are read out. */
import type { Diagnostic } from '@callflow-studio/model'
import type { ActionTools } from '../tools/action.ts'
import { canvasText } from '../tools/canvas-text.ts'
import { focusStep } from '../tools/focus.ts'
import { studio } from '../tools/selection.ts'
import { nameOf, problemAfter } from './problem-after.ts'

const WEIGHT: Record<Diagnostic['severity'], number> = { error: 0, warning: 1, info: 2 }

export function goToProblem({ store, root }: ActionTools, by: 1 | -1): void {
  const { validation, goTo, setDrawer, drawer } = studio()
  const problems: readonly Diagnostic[] = validation.diagnostics.toSorted(
    (a, b) => WEIGHT[a.severity] - WEIGHT[b.severity],
  )
  const { memory, set } = store.getState()
  const problem = problemAfter(problems, memory.lastProblem, by)
  if (!problem) return
  memory.lastProblem = nameOf(problem)
  const number = problems.indexOf(problem) + 1
  const { message, nodeId, field } = problem
  set({ announcement: canvasText('actions.problem', { number, count: problems.length, message }) })
  if (!drawer.isOpen || drawer.tab !== 'problems') setDrawer({ isOpen: true, tab: 'problems' })
  if (nodeId === null) return
  goTo(nodeId, field)
  // Nothing to type into (an open port): the card has the focus, and the drawer says what is wrong.
  if (field === null || field.startsWith('port:')) focusStep(root, nodeId)
}
