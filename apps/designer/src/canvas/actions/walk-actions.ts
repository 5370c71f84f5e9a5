/** Moving the choice with the keyboard: to the nearest card, along the flow, through all steps in call order. */
import { titleOf } from '@callflow-studio/model'
import { ArrowDown, ArrowLeft, ArrowRight, ArrowUp, CornerDownRight, type LucideIcon, X } from 'lucide-react'
import { boxesOf } from '../boxes-of.ts'
import { portLabel } from '../card.ts'
import type { Action, ActionTools } from '../tools/action.ts'
import { canvasText } from '../tools/canvas-text.ts'
import { focusEdge, focusStep } from '../tools/focus.ts'
import { currentStep, selectedEdgeId, studio } from '../tools/selection.ts'
import { cardPortsOf, incomingEdge, portBeside, stepAlong } from './follow-flow.ts'
import { type Direction, nearestStep } from './nearest-step.ts'

const ICONS: Record<Direction, LucideIcon> = { up: ArrowUp, down: ArrowDown, left: ArrowLeft, right: ArrowRight }
const DIRECTIONS: readonly Direction[] = ['up', 'down', 'left', 'right']
const ON_CANVAS = { group: 'walk', keysWork: 'on canvas', isKeyOnly: true, isEnabled: () => true } as const

export const walkActions: readonly Action[] = [
  ...DIRECTIONS.map(
    (direction): Action => ({
      ...ON_CANVAS,
      id: `go-${direction}`,
      label: 'actions.nearest',
      icon: ICONS[direction],
      shortcut: [`arrow${direction}`],
      run: (tools) => {
        if (isOnEdge(tools)) onEdge(tools, direction)
        else goTo(tools, nearestOf(direction))
      },
    }),
  ),
  ...DIRECTIONS.map(
    (direction): Action => ({
      ...ON_CANVAS,
      id: `extend-${direction}`,
      label: 'actions.extend',
      icon: ICONS[direction],
      shortcut: [`shift+arrow${direction}`],
      run: ({ root }) => {
        const next = nearestOf(direction)
        if (next === null) return
        const { selection, select } = studio()
        const from = currentStep()
        const chosen = from === null || selection.includes(from) ? selection : [from]
        select([...chosen.filter((id) => id !== next), next])
        focusStep(root, next)
      },
    }),
  ),
  {
    ...ON_CANVAS,
    id: 'follow',
    label: 'actions.follow',
    icon: CornerDownRight,
    shortcut: ['alt+arrowdown'],
    run: (tools) => (isOnEdge(tools) ? onEdge(tools, 'down') : into(tools, 1)),
  },
  {
    ...ON_CANVAS,
    id: 'follow-back',
    label: 'actions.followBack',
    icon: ArrowUp,
    shortcut: ['alt+arrowup'],
    run: (tools) => {
      const id = currentStep()
      if (isOnEdge(tools)) onEdge(tools, 'up')
      else if (id !== null) goTo(tools, incomingEdge(studio().document, id)?.source ?? null)
    },
  },
  {
    ...ON_CANVAS,
    id: 'next-port',
    label: 'actions.nextExit',
    icon: ArrowRight,
    shortcut: ['alt+arrowright'],
    run: (tools) => selectPortBeside(tools, 1),
  },
  {
    ...ON_CANVAS,
    id: 'previous-port',
    label: 'actions.previousExit',
    icon: ArrowLeft,
    shortcut: ['alt+arrowleft'],
    run: (tools) => selectPortBeside(tools, -1),
  },
  {
    ...ON_CANVAS,
    id: 'let-go',
    label: 'actions.clearSelection',
    icon: X,
    shortcut: ['escape'],
    run: ({ store, root }) => {
      const { selectedPort } = store.getState()
      const edge = studio().document.edges.find(({ id }) => id === selectedEdgeId())
      store.getState().set({ selectedPort: null })
      if (selectedPort) return
      studio().select(edge ? [edge.source] : [])
      focusStep(root, edge?.source ?? null)
    },
  },
]

function nearestOf(direction: Direction): string | null {
  const { document } = studio()
  const id = currentStep()
  return id === null ? stepAlong(document, null, 1) : nearestStep(boxesOf(document), id, direction)
}

/** Chooses a step, brings it into view and gives it the focus. */
export function goTo({ root, store }: ActionTools, id: string | null): void {
  if (id === null) return
  store.getState().set({ selectedPort: null })
  studio().goTo(id)
  focusStep(root, id)
}

/** From a step into its only port, or onto the first of several. */
function into(tools: ActionTools, by: 1 | -1): void {
  const { document } = studio()
  const id = currentStep()
  const ports = id === null ? [] : cardPortsOf(document, id)
  const only = ports.length === 1 ? document.edges.find((each) => each.id === ports[0]?.edgeId) : undefined
  if (id === null) goTo(tools, stepAlong(document, null, 1))
  else if (only) goTo(tools, only.target)
  else selectPortBeside(tools, by)
}

/** Among the ports of the step: a connected one is selected as a connection, an open one as a port. */
function selectPortBeside({ root, store }: ActionTools, by: 1 | -1): void {
  const { document, selectEdge, select } = studio()
  const edge = document.edges.find(({ id }) => id === selectedEdgeId())
  const nodeId = edge?.source ?? currentStep()
  const node = document.nodes.find((each) => each.id === nodeId)
  if (!node) return
  const { selectedPort, set } = store.getState()
  const at = edge?.sourceHandle ?? (selectedPort?.nodeId === node.id ? selectedPort.port : null)
  const cardPort = portBeside(document, node.id, at, by)
  if (!cardPort) {
    set({ announcement: canvasText('actions.noExits', { step: titleOf(node) }) })
    return
  }
  const words = [cardPort.keyCap, portLabel(cardPort)].filter(Boolean).join(' ')
  if (cardPort.edgeId !== null) {
    set({ selectedPort: null })
    selectEdge(cardPort.edgeId)
    focusEdge(root, cardPort.edgeId)
    return
  }
  select([node.id])
  focusStep(root, node.id)
  set({
    selectedPort: { nodeId: node.id, port: cardPort.key },
    announcement: canvasText('actions.exitNotConnected', { port: words }),
  })
}

/** A connection is selected, or a port that is not connected. */
function isOnEdge({ store }: ActionTools): boolean {
  return selectedEdgeId() !== null || store.getState().selectedPort?.nodeId === currentStep()
}

/** On a port arrows go to its ends, or to the edges beside it. */
function onEdge(tools: ActionTools, direction: Direction): void {
  const edge = studio().document.edges.find(({ id }) => id === selectedEdgeId())
  if (direction === 'left' || direction === 'right') selectPortBeside(tools, direction === 'right' ? 1 : -1)
  else if (direction === 'up') goTo(tools, edge?.source ?? currentStep())
  else if (edge) goTo(tools, edge.target)
}
