/** What the pointer says, and to whom: beside itself, and to screen readers once a sentence changes. */

import type { Aim, CanvasStore } from '../canvas-store.ts'
import { say } from '../tools/canvas-text.ts'
import type { Refusal } from './connection-target.ts'

const inWords = (refusal: Refusal): string => ('text' in refusal ? refusal.text : say(`pointer.${refusal.key}`))

/** Shows what is aimed at; the canvas is drawn anew only where that changes. */
export function aimAt(store: CanvasStore, target: (Omit<Aim, 'refusal'> & { refusal: Refusal | null }) | null): void {
  const before = store.getState().aim
  const refusal = target?.refusal ? inWords(target.refusal) : null
  const aim = target && { ...target, refusal }
  if (before === null && aim === null) return
  const isSame = before?.over === aim?.over && before?.port === aim?.port && before?.refusal === refusal
  if (isSame && refusal === null) return
  const isNew = refusal !== null && refusal !== before?.refusal
  store.getState().set(isNew ? { aim, announcement: refusal } : { aim })
}
