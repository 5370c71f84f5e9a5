import { importCallflow } from '@callflow-studio/model'
import { type Piece, pieceOf } from './clipboard-text.ts'

/**
 * The steps of a callflow of KAZOO's, laid out: a module tree, or anything around one that an import takes.
 * @returns null where the text is none
 */
export function pieceOfCallflow(text: string): Piece | null {
  const result = importCallflow(text)
  if (!result.ok) return null
  const all = result.value.nodes.map(({ id }) => id)
  return { ...pieceOf(result.value, all), isForeign: true }
}
