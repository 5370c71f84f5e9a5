/** Adds a step without the mouse: behind the chosen one, or in the middle of what is in view. */
import {
  addNode,
  connect,
  createNode,
  definitionOf,
  type FlowDocument,
  type FlowNode,
  portsOf,
} from '@callflow-studio/model'
import { studioStore } from '../state/studio-store.ts'

/** A card and the space below it. */
const ROW = 140
/** A card and the space beside it. */
const COLUMN = 280
const GRID = 20
/** The inspector's word for whichever field comes first. */
const FIRST_FIELD = ''

/** Connects it with the chosen step's first open way out, if there is one, and chooses it. One undo step. */
export function addStep(type: string): void {
  const { document, selection, apply, goTo } = studioStore.getState()
  const chosen = document.nodes.find(({ id }) => id === selection[0])
  const port = chosen && openPortOf(document, chosen)
  const wanted = chosen ? { x: chosen.position.x, y: chosen.position.y + ROW } : (middleOfView() ?? { x: 0, y: ROW })
  const node = createNode(document, type, freePlace(document, wanted))
  const isNote = definitionOf(type)?.kind === 'note'
  apply((before) => {
    const added = addNode(node)(before)
    return chosen && port !== undefined && !isNote ? connect({ nodeId: chosen.id, port }, node.id)(added) : added
  })
  goTo(node.id, FIRST_FIELD)
}

function openPortOf(document: FlowDocument, node: FlowNode): string | undefined {
  const connected = new Set(document.edges.filter((edge) => edge.source === node.id).map((edge) => edge.sourceHandle))
  return portsOf(node, document.edges).find(({ key }) => !connected.has(key))?.key
}

/** The next place to the right that no card covers. */
function freePlace(document: FlowDocument, { x, y }: { x: number; y: number }): { x: number; y: number } {
  const place = { x: Math.round(x / GRID) * GRID, y: Math.round(y / GRID) * GRID }
  const isTaken = () =>
    document.nodes.some(
      ({ position }) =>
        Math.abs(position.x - place.x) < COLUMN - GRID && Math.abs(position.y - place.y) < ROW - 2 * GRID,
    )
  while (isTaken()) place.x += COLUMN
  return place
}

/** In the drawing's own measures, read from the canvas as it stands; null where there is none. */
function middleOfView(): { x: number; y: number } | null {
  const view = window.document.querySelector('.react-flow')
  const layer = view?.querySelector('.react-flow__viewport')
  if (!view || !layer) return null
  const { width, height } = view.getBoundingClientRect()
  const matrix = new DOMMatrixReadOnly(getComputedStyle(layer).transform)
  const middle = matrix.inverse().transformPoint(new DOMPoint(width / 2, height / 2))
  return { x: middle.x - COLUMN / 2 + GRID, y: middle.y - ROW / 2 }
}
