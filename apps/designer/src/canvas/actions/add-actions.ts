import { Plus, Repeat2, Search, Spline, SplitSquareVertical } from 'lucide-react'
import type { Point } from '../geometry.ts'
import { quickAddAfter, quickAddFree, quickAddOnEdge, quickAddReplace } from '../quick-add/open-quick-add.ts'
import type { Action, ActionTools } from '../tools/action.ts'
import {
  canEdit,
  currentStep,
  isEmpty,
  isFixed,
  selectedEdgeId,
  selectedSteps,
  startOf,
  studio,
} from '../tools/selection.ts'
import { cardPortsOf, incomingEdge } from './follow-flow.ts'

export const addActions: readonly Action[] = [
  {
    id: 'add',
    group: 'add',
    label: 'actions.add',
    icon: Plus,
    shortcut: ['a'],
    keysWork: 'on canvas',
    isEnabled: canEdit,
    run: (tools) => addAfter(tools),
  },
  {
    id: 'insert',
    group: 'add',
    label: 'actions.insert',
    icon: SplitSquareVertical,
    shortcut: ['i'],
    keysWork: 'on canvas',
    isEnabled: () => canEdit() && edgeToInsertOn() !== null,
    run: ({ store, flow }) => {
      const edge = edgeToInsertOn()
      if (edge !== null) quickAddOnEdge(store, flow, edge)
    },
  },
  {
    id: 'replace',
    group: 'add',
    label: 'actions.replace',
    icon: Repeat2,
    shortcut: ['r'],
    keysWork: 'on canvas',
    isEnabled: () => canEdit() && stepToReplace() !== null,
    run: ({ store, flow }) => {
      const id = stepToReplace()
      if (id !== null) quickAddReplace(store, flow, id)
    },
  },
  {
    id: 'connect',
    group: 'connections',
    label: 'actions.connect',
    icon: Spline,
    shortcut: ['c'],
    keysWork: 'on canvas',
    isEnabled: () => canEdit() && stepWithPorts() !== null,
    run: (tools) => {
      const id = stepWithPorts()
      if (id !== null) pickPort(tools, id, 'connect')
    },
  },
  {
    id: 'palette',
    group: 'add',
    label: 'actions.palette',
    icon: Search,
    shortcut: ['/'],
    keysWork: 'not in texts',
    isEnabled: () => true,
    // The palette listens to its key itself, wherever the focus is.
    run: () => window.dispatchEvent(new KeyboardEvent('keydown', { key: '/' })),
  },
]

/** After the selected step; on an empty canvas after the start. Without a step: on the ground. */
export function addAfter(tools: ActionTools, query = ''): void {
  const { document } = studio()
  const nodeId = stepWithPorts() ?? (isEmpty(document) ? startOf(document) : null)
  if (nodeId !== null) {
    pickPort(tools, nodeId, 'add', query)
    return
  }
  tools.store.getState().openList({ query })
  quickAddFree(tools.store, tools.flow, middleOfView(tools))
}

/** Asks which port where there are several, and none has been selected with Alt and the arrows. */
export function pickPort({ store, flow }: ActionTools, nodeId: string, next: 'add' | 'connect', query = ''): void {
  const ports = cardPortsOf(studio().document, nodeId)
  const { selectedPort: chosen, openList } = store.getState()
  const port = chosen?.nodeId === nodeId ? chosen.port : ports.length === 1 ? ports[0]?.key : undefined
  if (port === undefined) openList({ picking: { kind: 'port', nodeId, next } })
  else if (next === 'connect') openList({ picking: { kind: 'target', from: { nodeId, port } } })
  else {
    openList({ query })
    quickAddAfter(store, flow, { nodeId, port })
  }
}

function stepWithPorts(): string | null {
  const id = currentStep()
  return id !== null && cardPortsOf(studio().document, id).length > 0 ? id : null
}

/** The selected connection, else the one by which callers come to the selected step. */
function edgeToInsertOn(): string | null {
  const edge = selectedEdgeId()
  if (edge !== null) return edge
  const [only, another] = selectedSteps()
  return only && !another ? (incomingEdge(studio().document, only.id)?.id ?? null) : null
}

function stepToReplace(): string | null {
  const [only, another] = selectedSteps()
  return only && !another && !isFixed(only) ? only.id : null
}

function middleOfView({ flow, root }: ActionTools): Point {
  const { width, height } = root.getBoundingClientRect()
  const { x, y, zoom } = flow.getViewport()
  return { x: (width / 2 - x) / zoom, y: (height / 3 - y) / zoom }
}
