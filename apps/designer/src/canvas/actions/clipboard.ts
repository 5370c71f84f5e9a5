/**
 * The clipboard, by key and by menu. Keys come as the browser's own copy and paste events, which work without asking
 * and on plain http; a menu has no such event: it makes one for copying, and for pasting asks the browser, which may
 * refuse. Then what was last copied here is pasted.
 */
import { chosenIds, studio } from '../tools/selection.ts'
import { fromClipboardText, type Piece, pieceOf, toClipboardText } from './clipboard-text.ts'

/** The chosen steps as text; empty where none can be copied. */
export function copyChosen(): string {
  const piece = pieceOf(studio().document, chosenIds())
  if (piece.nodes.length === 0) return ''
  const text = toClipboardText(piece)
  studio().setCopiedSteps(text)
  return text
}

/** @returns steps that were copied here, or the steps of a callflow or why it has none; null for any other text */
export async function readPiece(text: string): Promise<Piece | null> {
  const piece = fromClipboardText(text)
  if (piece) return piece
  // Drawing callflows takes the compiler, which the editor need not wait for.
  const { pieceOfCallflow } = await import('./callflow-fragment.ts')
  return pieceOfCallflow(text)
}

export async function readClipboard(): Promise<Piece | null> {
  try {
    return (await readPiece(await navigator.clipboard.readText())) ?? fromClipboardText(studio().copiedSteps)
  } catch {
    // Refused, or not over https: what was copied here is still known.
    return fromClipboardText(studio().copiedSteps)
  }
}
