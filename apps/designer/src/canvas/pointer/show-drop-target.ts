/** What the pointer says, and to whom: beside itself, and to screen readers once a sentence changes. */

import type { CanvasStore, DropTarget } from '../canvas-store.ts'
import { canvasText } from '../tools/canvas-text.ts'
import type { Refusal } from './connection-target.ts'

const refusalText = (refusal: Refusal): string =>
  'text' in refusal ? refusal.text : canvasText(`pointer.${refusal.key}`)

/** Shows what is aimed at; the canvas is drawn again only where that changes. */
export function showDropTarget(
  store: CanvasStore,
  target: (Omit<DropTarget, 'refusal'> & { refusal: Refusal | null }) | null,
): void {
  const before = store.getState().dropTarget
  const refusal = target?.refusal ? refusalText(target.refusal) : null
  const dropTarget = target && { ...target, refusal }
  if (before === null && dropTarget === null) return
  const isSame = before?.over === dropTarget?.over && before?.port === dropTarget?.port && before?.refusal === refusal
  if (isSame && refusal === null) return
  const isNew = refusal !== null && refusal !== before?.refusal
  store.getState().set(isNew ? { dropTarget, announcement: refusal } : { dropTarget })
}
