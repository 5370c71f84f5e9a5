/** What the browser says about copy, cut and paste while the canvas has the focus. */
import type { ActionTools } from '../tools/action.ts'
import { isText } from '../tools/focus.ts'
import { hasFreeStep } from '../tools/selection.ts'
import { actionNamed } from './actions.ts'
import { copyChosen, readPiece } from './clipboard.ts'
import { paste } from './step-actions.ts'

export function onCopy(event: ClipboardEvent, tools: ActionTools, root: HTMLElement): void {
  if (!isForCanvas(root)) return
  const text = copyChosen()
  if (text === '') return
  event.preventDefault()
  event.clipboardData?.setData('text/plain', text)
  if (event.type === 'cut' && hasFreeStep()) actionNamed('delete').run(tools)
}

export function onPaste(event: ClipboardEvent, tools: ActionTools, root: HTMLElement): void {
  if (!isForCanvas(root)) return
  event.preventDefault()
  void readPiece(event.clipboardData?.getData('text/plain') ?? '').then((piece) => paste(tools, piece))
}

/** Text that somebody has marked is copied as text. */
const isForCanvas = (root: HTMLElement): boolean =>
  root.contains(document.activeElement) &&
  !isText(document.activeElement) &&
  (document.getSelection()?.isCollapsed ?? true)
