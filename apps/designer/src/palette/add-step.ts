/** Adds a step without the mouse: after the selected one, or in the middle of what is in view. */
import { definitionOf, type FlowDocument } from '@callflow-studio/model'
import type { QuickAdd } from '../canvas/canvas-store.ts'
import { cardsOf } from '../canvas/card.ts'
import { addedStep } from '../canvas/quick-add/added-step.ts'
import { BELOW } from '../canvas/quick-add/place-card.ts'
import { isEmpty, startOf } from '../canvas/tools/selection.ts'
import { studioStore } from '../state/studio-store.ts'

/** The inspector's word for whichever field comes first. */
const FIRST_FIELD = ''

/** Connects it with the first open exit of the selected step (in an empty flow, of the start), and selects it. One undo step. */
export function addStep(type: string): void {
  const { document, selection, apply, goTo } = studioStore.getState()
  const isNote = definitionOf(type)?.kind === 'note'
  const first = selection[0] ?? (isEmpty(document) ? startOf(document) : null) ?? undefined
  const asked = (!isNote && after(document, first)) || below(document, selection[0])
  const added = addedStep(document, asked, type)
  if (!added) return
  apply(added.command)
  goTo(added.nodeId, FIRST_FIELD)
}

type Asked = Pick<QuickAdd, 'purpose' | 'place'>

function after(document: FlowDocument, nodeId: string | undefined): Asked | null {
  const node = document.nodes.find(({ id }) => id === nodeId)
  const card = node && cardsOf(document).get(node.id)
  const port = card?.ports.find(({ edgeId }) => edgeId === null)
  if (!node || !card || !port) return null
  const place = { x: node.position.x + port.x, y: node.position.y + card.height + BELOW }
  return { place, purpose: { kind: 'after', from: { nodeId: node.id, port: port.key } } }
}

/** Connected with nothing: below the selected step, or in the middle of the view. */
function below(document: FlowDocument, nodeId: string | undefined): Asked {
  const node = document.nodes.find(({ id }) => id === nodeId)
  const card = node && cardsOf(document).get(node.id)
  const place =
    node && card
      ? { x: node.position.x + card.width / 2, y: node.position.y + card.height + BELOW }
      : (middleOfView() ?? { x: 0, y: BELOW })
  return { place, purpose: { kind: 'free' } }
}

/** In the drawing's own measures, read from the canvas as it stands; null where there is none. */
function middleOfView(): { x: number; y: number } | null {
  const view = window.document.querySelector('.react-flow')
  const layer = view?.querySelector('.react-flow__viewport')
  if (!view || !layer) return null
  const { width, height } = view.getBoundingClientRect()
  const matrix = new DOMMatrixReadOnly(getComputedStyle(layer).transform)
  const { x, y } = matrix.inverse().transformPoint(new DOMPoint(width / 2, height / 2))
  return { x, y }
}
