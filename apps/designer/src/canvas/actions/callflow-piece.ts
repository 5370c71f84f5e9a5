import { importCallflow, importTwiml } from '@callflow-studio/model'
import { type Piece, pieceOf } from './clipboard-text.ts'

/**
 * The steps of a callflow of KAZOO's, laid out: a module tree, or anything around one that an import takes; or those of a TwiML
 * document, with a note of what has no step.
 * @returns why there are no steps where the text is meant as one of them; null where it is something else
 */
export function pieceOfCallflow(text: string): Piece | null {
  const bare = text.trimStart()
  if (bare.startsWith('<')) return pieceOfTwiml(text)
  const result = importCallflow(text)
  if (!result.ok) return LOOKS_LIKE_CALLFLOW.test(bare) ? refusedFor(result.diagnostics) : null
  const all = result.value.nodes.map(({ id }) => id)
  return { ...pieceOf(result.value, all), isForeign: true }
}

/** JSON, a part of an object, or a curl command. */
const LOOKS_LIKE_CALLFLOW = /^(?:[{[]|"[^"]*"\s*:|(?:\$\s*)?curl\s)/

const refusedFor = ([first]: readonly { message: string }[]): Piece | null =>
  first ? { nodes: [], edges: [], refusal: first.message } : null

/** Beside the first step, so that it covers none. */
const NOTE_LEFT = 320

function pieceOfTwiml(text: string): Piece | null {
  const result = importTwiml(text)
  if (!result.ok) return /<Response[\s/>]/.test(text) ? refusedFor(result.diagnostics) : null
  const { nodes } = result.value
  const lines = result.diagnostics.map(({ message }) => message).filter((message) => message.startsWith('Line '))
  const left = Math.min(...nodes.map(({ position }) => position.x))
  const note = {
    id: 'left-out',
    type: 'note',
    position: { x: left - NOTE_LEFT, y: 0 },
    data: { text: lines.join('\n') },
  }
  const document = { ...result.value, nodes: lines.length > 0 ? [...nodes, note] : nodes }
  const all = document.nodes.map(({ id }) => id)
  return { ...pieceOf(document, all), isForeign: true }
}
