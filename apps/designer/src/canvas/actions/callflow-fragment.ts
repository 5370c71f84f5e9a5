import { detectImporter } from '@callflow-studio/model'
import { type ClipboardFragment, fragmentOf } from './clipboard-text.ts'

/** Beside the first step, so that it covers none. */
const NOTE_LEFT = 320

/**
 * The steps of a text that an import takes, laid out, with a note of what has no step.
 * @returns why there are no steps where the text is meant to be imported; null where it is something else
 */
export function fragmentOfCallflow(text: string): ClipboardFragment | null {
  const { convert, isMeant } = detectImporter(text)
  const result = convert(text)
  const [first] = result.diagnostics
  if (!result.ok) return isMeant(text) && first ? { nodes: [], edges: [], refusal: first.message } : null
  const { nodes } = result.value
  const lines = result.diagnostics.map(({ message }) => message).filter((message) => /^Line \d/.test(message))
  const left = Math.min(...nodes.map(({ position }) => position.x))
  const note = {
    id: 'left-out',
    type: 'note',
    position: { x: left - NOTE_LEFT, y: 0 },
    data: { text: lines.join('\n') },
  }
  const document = { ...result.value, nodes: lines.length > 0 ? [...nodes, note] : nodes }
  const all = document.nodes.map(({ id }) => id)
  return { ...fragmentOf(document, all), isForeign: true }
}
