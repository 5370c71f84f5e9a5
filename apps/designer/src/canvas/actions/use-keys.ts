/** The keyboard on the canvas: finds the action of a key, and takes what the browser says about copy and paste. */
import { type RefObject, useEffect } from 'react'
import { studioStore } from '../../state/studio-store.ts'
import type { Action, ActionTools } from './action.ts'
import { actionNamed, actions } from './actions.ts'
import { addBehind } from './add-actions.ts'
import { canEdit, chosenEdge, currentStep, hasFreeStep, isEmpty, studio } from './chosen.ts'
import { copyChosen } from './clipboard.ts'
import { fromClipboardText } from './clipboard-text.ts'
import { focusStep, isOnStepOrWay } from './focus.ts'
import { stepAlong } from './follow-flow.ts'
import { isMac, isPressed } from './shortcut.ts'
import { paste } from './step-actions.ts'
import { useActionTools } from './use-action-tools.ts'
import { goTo } from './walk-actions.ts'

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
    window.addEventListener('keyup', onKeyUp, options)
    document.addEventListener('copy', (event) => onCopy(event, tools, root), options)
    document.addEventListener('cut', (event) => onCopy(event, tools, root), options)
    document.addEventListener('paste', (event) => onPaste(event, tools, root), options)
    root.addEventListener('focusin', (event) => onFocusIn(event, tools, root), options)
    const stopWatching = studioStore.subscribe((state, before) => {
      if (state.document !== before.document) keepFocus(root)
    })
    return () => {
      stop.abort()
      stopWatching()
    }
  }, [rootRef, tools])
}

function onKey(event: KeyboardEvent, tools: ActionTools, root: HTMLElement): void {
  lastKey = event.key
  delete root.dataset.quiet
  if (event.defaultPrevented || event.isComposing || isInDialog(event.target, root)) return
  const isOnCanvas = root.contains(document.activeElement)
  if (event.key === 'Escape' && backFromInspector(event, root)) return
  const isTyping = isText(event.target)
  if (isOnCanvas && !isTyping) {
    if (event.key === 'Tab' && tab(event, tools)) return
    if (typeOnEmptyCanvas(event, tools)) return
  }
  const action = actions.find((each) => isFor(event, each, isOnCanvas, isTyping) && each.isEnabled(tools))
  if (!action || action.isByEvent) return
  event.preventDefault()
  action.run(tools)
}

function isFor(event: KeyboardEvent, action: Action, isOnCanvas: boolean, isTyping: boolean): boolean {
  const { keysWork, shortcut } = action
  if (keysWork !== 'anywhere' && isTyping) return false
  if (keysWork === 'on canvas' && !isOnCanvas) return false
  // Enter and Space press the button that has the focus.
  if (event.key === 'Enter' && !isOnStepOrWay()) return false
  return shortcut.some((keys) => isPressed(keys, event, isMac()))
}

/** Through the steps in call order; at its ends the focus leaves the steps. */
function tab(event: KeyboardEvent, tools: ActionTools): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || !isOnStepOrWay()) return false
  const by = event.shiftKey ? -1 : 1
  const edge = studio().document.edges.find(({ id }) => id === chosenEdge())
  const next = edge ? (by === 1 ? edge.target : edge.source) : stepAlong(studio().document, currentStep(), by)
  if (next === null) {
    // Past the cards that stand behind in the page's own order.
    tools.root.querySelector<HTMLElement>('[role="toolbar"] button')?.focus()
    if (by === 1) event.preventDefault()
    else leaveBackwards(tools.root)
    return true
  }
  event.preventDefault()
  goTo(tools, next)
  return true
}

/** Before the canvas: the browser goes on from its very beginning. */
const leaveBackwards = (root: HTMLElement): void => root.focus({ preventScroll: true })

/** Letters on an empty canvas search for the first step. */
function typeOnEmptyCanvas(event: KeyboardEvent, tools: ActionTools): boolean {
  if (!/^\p{L}$/u.test(event.key) || event.ctrlKey || event.metaKey || event.altKey) return false
  if (event.key.toLowerCase() === 'a' || !canEdit() || !isEmpty(studio().document)) return false
  event.preventDefault()
  addBehind(tools, event.key)
  return true
}

/** From a field back to its step. */
function backFromInspector(event: KeyboardEvent, root: HTMLElement): boolean {
  const { target } = event
  if (!(target instanceof HTMLElement) || !target.closest('[data-inspector]')) return false
  if (target.getAttribute('aria-expanded') === 'true') return false
  event.preventDefault()
  focusStep(root, studio().selection.at(-1) ?? null)
  return true
}

/** Keys held to move steps were let go: the next move is an undo step of its own. */
function onKeyUp(event: KeyboardEvent): void {
  if (event.key === 'Control' || event.key === 'Meta') studio().endGesture()
}

function onCopy(event: ClipboardEvent, tools: ActionTools, root: HTMLElement): void {
  if (!isForCanvas(root)) return
  const text = copyChosen()
  if (text === '') return
  event.preventDefault()
  event.clipboardData?.setData('text/plain', text)
  if (event.type === 'cut' && hasFreeStep() && canEdit()) actionNamed('delete').run(tools)
}

function onPaste(event: ClipboardEvent, tools: ActionTools, root: HTMLElement): void {
  if (!isForCanvas(root)) return
  event.preventDefault()
  paste(tools, fromClipboardText(event.clipboardData?.getData('text/plain') ?? ''))
}

/** Text that somebody has marked is copied as text. */
const isForCanvas = (root: HTMLElement): boolean =>
  root.contains(document.activeElement) &&
  !isText(document.activeElement) &&
  (document.getSelection()?.isCollapsed ?? true)

let lastKey = ''

/** Coming in by Tab, the focus begins at the chosen step, or at the first or last one in call order. */
function onFocusIn(event: FocusEvent, tools: ActionTools, root: HTMLElement): void {
  const { target, relatedTarget } = event
  if (lastKey !== 'Tab' || !(target instanceof Element) || !target.matches('.react-flow__node, .react-flow__edge'))
    return
  if (relatedTarget instanceof Element && relatedTarget.matches('.react-flow__node, .react-flow__edge')) return
  const isFromWithin = relatedTarget instanceof Node && root.contains(relatedTarget)
  lastKey = ''
  goTo(tools, currentChosen() ?? stepAlong(studio().document, null, isFromWithin ? -1 : 1))
}
const currentChosen = (): string | null => {
  const { document, selection } = studio()
  return document.nodes.find(({ id }) => id === selection.at(-1))?.id ?? null
}

/** A step that had the focus is gone (an undo): the canvas keeps it, so that keys go on working. */
function keepFocus(root: HTMLElement): void {
  if (!root.contains(document.activeElement)) return
  requestAnimationFrame(() => {
    if (document.activeElement === document.body) focusStep(root, currentChosen())
  })
}

const isText = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable="true"]') !== null

/** Dialogs and menus have keys of their own; so do lists over the canvas, which are dialogs too. */
const isInDialog = (target: EventTarget | null, root: HTMLElement): boolean =>
  target instanceof Element && target.closest('[role="dialog"], [role="menu"]') !== null && target !== root
