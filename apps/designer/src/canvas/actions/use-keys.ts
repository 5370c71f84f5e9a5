/** The keyboard on the canvas: finds the action of a key. */
import { type RefObject, useEffect } from 'react'
import { studioStore } from '../../state/studio-store.ts'
import { isMac, isPressed } from '../../ui/shortcut.ts'
import type { Action, ActionTools } from '../tools/action.ts'
import { focusStep, isOnStepOrEdge, isTextInput } from '../tools/focus.ts'
import { notePointer } from '../tools/pointer-place.ts'
import { canEdit, isEmpty, studio } from '../tools/selection.ts'
import { useActionTools } from '../tools/use-action-tools.ts'
import { actions } from './actions.ts'
import { addAfter } from './add-actions.ts'
import { onCopy, onPaste } from './clipboard-events.ts'
import { bringFocusBack, lastSelected, noteFocus, notePress, onFocusIn, tab } from './follow-focus.ts'

export function useKeys(rootRef: RefObject<HTMLElement | null>): void {
  const tools = useActionTools()
  useEffect(() => {
    const root = rootRef.current
    if (!root) return
    // The ground can have the focus too, so that keys work after a press on it.
    root.tabIndex = -1
    if (document.activeElement === document.body) {
      root.dataset.quiet = ''
      root.focus({ preventScroll: true })
    }
    const stop = new AbortController()
    const options = { signal: stop.signal }
    window.addEventListener('keydown', (event) => onKey(event, tools, root), options)
    window.addEventListener('pointermove', (event) => notePointer(event, tools), { ...options, passive: true })
    window.addEventListener('pointerdown', () => notePress('pointer', tools), { ...options, capture: true })
    document.addEventListener('copy', (event) => onCopy(event, tools, root), options)
    document.addEventListener('cut', (event) => onCopy(event, tools, root), options)
    document.addEventListener('paste', (event) => onPaste(event, tools, root), options)
    root.addEventListener('focusin', (event) => onFocusIn(event, tools, root), options)
    document.addEventListener('focusin', ({ target }) => noteFocus(target, tools, root), options)
    const stopWatching = studioStore.subscribe((state, before) => {
      if (state.document !== before.document) requestAnimationFrame(() => bringFocusBack(tools, root))
    })
    return () => {
      stop.abort()
      stopWatching()
    }
  }, [rootRef, tools])
}

function onKey(event: KeyboardEvent, tools: ActionTools, root: HTMLElement): void {
  notePress(event.key === 'Tab' ? 'Tab' : 'key', tools)
  delete root.dataset.quiet
  if (event.defaultPrevented || event.isComposing || isInDialog(event.target)) return
  bringFocusBack(tools, root)
  const isOnCanvas = root.contains(document.activeElement)
  if (event.key === 'Escape' && backFromInspector(event, root)) return
  const isTyping = isTextInput(event.target)
  if (isOnCanvas && !isTyping) {
    if (event.key === 'Tab' && tab(event, tools)) return
    if (typeOnEmptyCanvas(event, tools)) return
  }
  const action = actions.find((each) => isFor(event, each, isOnCanvas, isTyping) && each.isEnabled(tools))
  if (!action || action.hasOwnListener) return
  event.preventDefault()
  action.run(tools)
}

function isFor(event: KeyboardEvent, action: Action, isOnCanvas: boolean, isTyping: boolean): boolean {
  const { keysWork, shortcut } = action
  if (keysWork !== 'anywhere' && isTyping) return false
  if (keysWork === 'on canvas' && !isOnCanvas) return false
  // Enter presses the button that has the focus.
  if (event.key === 'Enter' && !isOnStepOrEdge()) return false
  return shortcut.some((keys) => isPressed(keys, event, isMac()))
}

/** Letters on an empty canvas search for the first step. */
function typeOnEmptyCanvas(event: KeyboardEvent, tools: ActionTools): boolean {
  if (!/^\p{L}$/u.test(event.key) || event.ctrlKey || event.metaKey || event.altKey) return false
  if (event.key.toLowerCase() === 'a' || !canEdit() || !isEmpty(studio().document)) return false
  event.preventDefault()
  addAfter(tools, event.key)
  return true
}

/** From a field back to its step. */
function backFromInspector(event: KeyboardEvent, root: HTMLElement): boolean {
  const { target } = event
  if (!(target instanceof HTMLElement) || !target.closest('[data-inspector]')) return false
  if (target.getAttribute('aria-expanded') === 'true') return false
  event.preventDefault()
  focusStep(root, lastSelected())
  return true
}

/** Dialogs and menus have keys of their own; so do lists over the canvas, which are dialogs too. */
const isInDialog = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('[role="dialog"], [role="menu"]') !== null
