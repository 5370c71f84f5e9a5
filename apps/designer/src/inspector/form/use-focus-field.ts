import { definitionOf } from '@callflow-studio/model'
import { useEffect } from 'react'
import { studioStore, useStudio } from '../../state/studio-store.ts'
import { missingFields } from './missing-fields.ts'

/**
 * Puts the cursor into the field that somebody jumped to from a problem.
 * @param unfold shows the rare fields, among which it may be
 */
export function useFocusField(unfold: () => void) {
  const field = useStudio((state) => state.focusField)
  const clear = useStudio((state) => state.clearFocusField)
  useEffect(() => {
    if (field === null) return
    if (focusOn(field)) {
      clear()
      return
    }
    unfold()
    // Once more when the rare fields are drawn.
    const frame = requestAnimationFrame(() => {
      focusOn(field)
      clear()
    })
    return () => cancelAnimationFrame(frame)
  }, [field, clear, unfold])
}

const BODY = '[data-inspector] [data-form]'
const FIRST_TEXT = [
  'textarea',
  '[contenteditable="true"]',
  'input:not([type="radio"], [type="checkbox"], [type="hidden"])',
]
  .map((text) => `${BODY} ${text}`)
  .join()

/**
 * Puts the cursor into a field of the form. Tries the exact field first, then the first field inside it, then anything
 * holds it: 'rules.1.right', 'rules.1', 'rules'. '' is the first field that is missing, or the first text of the
 * form; in a form of rare fields alone, what unfolds them.
 */
export function focusOn(field: string): boolean {
  if (field === '')
    return focusOnMissing() || focus(document.querySelector<HTMLElement>(FIRST_TEXT)) || focusOnFirst() || focusOnMore()
  const parts = field.split('.')
  for (let length = parts.length; length > 0; length -= 1) {
    if (focus(placeOf(parts.slice(0, length).join('.')))) return true
  }
  return false
}

/** Puts the cursor into a field that the press at hand has added, once it is drawn. */
export const focusSoon = (field: string): number => requestAnimationFrame(() => focusOn(field))

const focusOnFirst = (): boolean => focus(document.querySelector<HTMLElement>(`${BODY} [data-field]`))

/** A press of Enter there changes nothing in the call, unlike in the first of the rare fields. */
const focusOnMore = (): boolean => focus(document.querySelector<HTMLElement>(`${BODY} button[aria-expanded]`))

function focusOnMissing(): boolean {
  const { document, selection } = studioStore.getState()
  const node = document.nodes.find(({ id }) => id === selection[0])
  const definition = node && definitionOf(node.type)
  if (!definition) return false
  return missingFields(definition, node.data).some((path) => focus(placeOf(path)))
}

const placeOf = (path: string): HTMLElement | null =>
  document.querySelector(`[data-inspector] [data-field="${CSS.escape(path)}"]`) ??
  document.querySelector(`[data-inspector] [data-field^="${CSS.escape(`${path}.`)}"]`)

function focus(place: HTMLElement | null): boolean {
  const target = place?.matches(FOCUSABLE) ? place : place?.querySelector<HTMLElement>(FOCUSABLE)
  target?.focus()
  target?.scrollIntoView({ block: 'nearest' })
  return target !== undefined && target !== null
}

const FOCUSABLE = 'input:not([type="hidden"]), textarea, [contenteditable="true"], button, select, [tabindex]'
