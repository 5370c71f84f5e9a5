/**
 * Keys that belong to an input method. While Japanese, Chinese or Korean is composed, Enter confirms the conversion,
 * Escape takes it back and arrows walk through its candidates: they must reach neither a list, a name nor the canvas.
 */

/** True for a key press that the input method handles. Safari sends the confirming Enter after the composition, as 229. */
const isComposing = ({ isComposing, keyCode }: KeyboardEvent): boolean => isComposing || keyCode === 229

/**
 * Keeps the keys of input methods from every handler on the page. Call it once, before anything else listens: handlers
 * need no check of their own.
 */
export function ignoreComposingKeys(page: EventTarget): void {
  page.addEventListener('keydown', keepFromHandlers, { capture: true })
}

/** The text itself arrives by other events, which go on. */
const keepFromHandlers = (event: Event): void => {
  if (isComposing(event as KeyboardEvent)) event.stopImmediatePropagation()
}
