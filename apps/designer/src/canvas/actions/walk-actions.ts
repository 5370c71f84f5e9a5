/** Moving the choice with the keyboard: to the nearest card, along the flow, through all steps in call order. */
import { titleOf } from '@callflow-studio/model'
import { ArrowDown, ArrowLeft, ArrowRight, ArrowUp, CornerDownRight, type LucideIcon, X } from 'lucide-react'
import { boxesOf } from '../boxes-of.ts'
import { wayText } from '../card.ts'
import type { Action, ActionTools } from '../tools/action.ts'
import { say } from '../tools/canvas-text.ts'
import { focusEdge, focusStep } from '../tools/focus.ts'
import { chosenEdge, currentStep, studio } from '../tools/selection.ts'
import { stepAlong, wayBeside, wayIn, waysOf } from './follow-flow.ts'
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
        if (isOnWay(tools)) onWay(tools, direction)
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
    run: (tools) => (isOnWay(tools) ? onWay(tools, 'down') : into(tools, 1)),
  },
  {
    ...ON_CANVAS,
    id: 'follow-back',
    label: 'actions.followBack',
    icon: ArrowUp,
    shortcut: ['alt+arrowup'],
    run: (tools) => {
      const id = currentStep()
      if (isOnWay(tools)) onWay(tools, 'up')
      else if (id !== null) goTo(tools, wayIn(studio().document, id)?.source ?? null)
    },
  },
  {
    ...ON_CANVAS,
    id: 'next-way',
    label: 'actions.nextWay',
    icon: ArrowRight,
    shortcut: ['alt+arrowright'],
    run: (tools) => chooseWayBeside(tools, 1),
  },
  {
    ...ON_CANVAS,
    id: 'previous-way',
    label: 'actions.previousWay',
    icon: ArrowLeft,
    shortcut: ['alt+arrowleft'],
    run: (tools) => chooseWayBeside(tools, -1),
  },
  {
    ...ON_CANVAS,
    id: 'let-go',
    label: 'actions.letGo',
    icon: X,
    shortcut: ['escape'],
    run: ({ store, root }) => {
      const { chosenPort } = store.getState()
      const edge = studio().document.edges.find(({ id }) => id === chosenEdge())
      store.getState().set({ chosenPort: null })
      if (chosenPort) return
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
  store.getState().set({ chosenPort: null })
  studio().goTo(id)
  focusStep(root, id)
}

/** From a step into its only way out, or onto the first of several. */
function into(tools: ActionTools, by: 1 | -1): void {
  const { document } = studio()
  const id = currentStep()
  const ways = id === null ? [] : waysOf(document, id)
  const only = ways.length === 1 ? document.edges.find((each) => each.id === ways[0]?.edgeId) : undefined
  if (id === null) goTo(tools, stepAlong(document, null, 1))
  else if (only) goTo(tools, only.target)
  else chooseWayBeside(tools, by)
}

/** Among the ways out of the step: a connected one is chosen as a connection, an open one as a port. */
function chooseWayBeside({ root, store }: ActionTools, by: 1 | -1): void {
  const { document, selectEdge, select } = studio()
  const edge = document.edges.find(({ id }) => id === chosenEdge())
  const nodeId = edge?.source ?? currentStep()
  const node = document.nodes.find((each) => each.id === nodeId)
  if (!node) return
  const { chosenPort, set } = store.getState()
  const at = edge?.sourceHandle ?? (chosenPort?.nodeId === node.id ? chosenPort.port : null)
  const way = wayBeside(document, node.id, at, by)
  if (!way) {
    set({ announcement: say('actions.noWaysOut', { step: titleOf(node) }) })
    return
  }
  const words = [way.keyCap, wayText(way)].filter(Boolean).join(' ')
  if (way.edgeId !== null) {
    set({ chosenPort: null })
    selectEdge(way.edgeId)
    focusEdge(root, way.edgeId)
    return
  }
  select([node.id])
  focusStep(root, node.id)
  set({ chosenPort: { nodeId: node.id, port: way.key }, announcement: say('actions.leadsNowhere', { port: words }) })
}

/** A connection is chosen, or a way out that leads nowhere yet. */
function isOnWay({ store }: ActionTools): boolean {
  return chosenEdge() !== null || store.getState().chosenPort?.nodeId === currentStep()
}

/** On a way out arrows go to its ends, or to the ways beside it. */
function onWay(tools: ActionTools, direction: Direction): void {
  const edge = studio().document.edges.find(({ id }) => id === chosenEdge())
  if (direction === 'left' || direction === 'right') chooseWayBeside(tools, direction === 'right' ? 1 : -1)
  else if (direction === 'up') goTo(tools, edge?.source ?? currentStep())
  else if (edge) goTo(tools, edge.target)
}
