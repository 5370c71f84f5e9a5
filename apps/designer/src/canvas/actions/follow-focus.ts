/**
 * The choice follows the focus, and the focus stays on the canvas: through Tab, through a screen reader, through steps
 * that are gone after an undo.
 */
import type { CanvasMemory } from '../canvas-memory.ts'
import type { ActionTools } from '../tools/action.ts'
import { focusStep, isOnStepOrEdge } from '../tools/focus.ts'
import { currentStep, selectedEdgeId, studio } from '../tools/selection.ts'
import { stepAlong } from './follow-flow.ts'
import { goTo } from './walk-actions.ts'

const STEP_OR_EDGE = '.react-flow__node, .react-flow__edge'

export function notePress(press: CanvasMemory['lastPress'], { store }: ActionTools): void {
  store.getState().memory.lastPress = press
}

export function noteFocus(target: EventTarget | null, { store }: ActionTools, root: HTMLElement): void {
  if (!(target instanceof Element) || target.closest('[role="menu"], [role="dialog"]')) return
  store.getState().memory.wasFocused = root.contains(target)
}

export function bringFocusBack({ store }: ActionTools, root: HTMLElement): void {
  if (store.getState().memory.wasFocused && document.activeElement === document.body) focusStep(root, lastSelected())
}

/** Through the steps in call order; at its ends the focus leaves the steps. */
export function tab(event: KeyboardEvent, tools: ActionTools): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || !isOnStepOrEdge()) return false
  const by = event.shiftKey ? -1 : 1
  const edge = studio().document.edges.find(({ id }) => id === selectedEdgeId())
  const along = stepAlong(studio().document, currentStep(), by)
  const next = edge ? (by === 1 ? edge.target : edge.source) : along
  if (next !== null) {
    event.preventDefault()
    goTo(tools, next)
  } else if (by === 1) {
    // The cards that come later in the page's own order were all visited.
    event.preventDefault()
    tools.root.querySelector<HTMLElement>('[role="toolbar"] button')?.focus()
    // Before the canvas: from its very beginning the browser goes backwards.
  } else tools.root.focus({ preventScroll: true })
  return true
}

/** Coming in by Tab, the focus begins at the selected step, or at the first or last one in call order. */
export function onFocusIn(event: FocusEvent, tools: ActionTools, root: HTMLElement): void {
  const { target, relatedTarget } = event
  if (!(target instanceof HTMLElement || target instanceof SVGElement) || !target.matches(STEP_OR_EDGE)) return
  const { memory } = tools.store.getState()
  if (memory.lastPress === 'pointer') return
  const isOnward = relatedTarget instanceof Element && relatedTarget.matches(STEP_OR_EDGE)
  if (memory.lastPress !== 'Tab' || isOnward) {
    choose(target)
    return
  }
  memory.lastPress = 'key'
  const isFromAfter = relatedTarget instanceof Node && relatedTarget !== root && root.contains(relatedTarget)
  goTo(tools, lastSelected() ?? stepAlong(studio().document, null, isFromAfter ? -1 : 1))
}

function choose(target: HTMLElement | SVGElement): void {
  const { selection, selectedEdge, select, selectEdge } = studio()
  const { id } = target.dataset
  if (id === undefined) return
  if (target.matches('.react-flow__edge')) {
    if (selectedEdge !== id) selectEdge(id)
  } else if (!selection.includes(id)) select([id])
}

export const lastSelected = (): string | null => {
  const { document, selection } = studio()
  return document.nodes.find(({ id }) => id === selection.at(-1))?.id ?? null
}
