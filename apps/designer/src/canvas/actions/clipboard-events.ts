/** What the browser says about copy, cut and paste while the canvas has the focus. */
import type { ActionTools } from '../tools/action.ts'
import { isTextInput } from '../tools/focus.ts'
import { hasFreeStep } from '../tools/selection.ts'
import { actionNamed } from './actions.ts'
import { copySelection, readFragment } from './clipboard.ts'
import { paste } from './step-actions.ts'

export function onCopy(event: ClipboardEvent, tools: ActionTools, root: HTMLElement): void {
  if (!isForCanvas(root)) return
  const text = copySelection()
  if (text === '') return
  event.preventDefault()
  event.clipboardData?.setData('text/plain', text)
  if (event.type === 'cut' && hasFreeStep()) actionNamed('delete').run(tools)
}

export function onPaste(event: ClipboardEvent, tools: ActionTools, root: HTMLElement): void {
  if (!isForCanvas(root)) return
  event.preventDefault()
  void readFragment(event.clipboardData?.getData('text/plain') ?? '').then((fragment) => paste(tools, fragment))
}

/** Text that somebody has marked is copied as text. */
const isForCanvas = (root: HTMLElement): boolean =>
  root.contains(document.activeElement) &&
  !isTextInput(document.activeElement) &&
  (document.getSelection()?.isCollapsed ?? true)
