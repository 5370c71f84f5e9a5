import { useEffect } from 'react'
import { useStudio } from '../state/studio-store.ts'

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

/** Puts the cursor into a field of the form. Tries the exact field first, then whatever holds it: 'rules.1.right', 'rules.1', 'rules'. '' is the first field. */
export function focusOn(field: string): boolean {
  if (field === '') return focus(document.querySelector<HTMLElement>(`${BODY} [data-field]`))
  const parts = field.split('.')
  for (let length = parts.length; length > 0; length -= 1) {
    const path = parts.slice(0, length).join('.')
    const place = document.querySelector<HTMLElement>(`[data-inspector] [data-field="${CSS.escape(path)}"]`)
    if (focus(place)) return true
  }
  return false
}

function focus(place: HTMLElement | null): boolean {
  const target = place?.matches(FOCUSABLE) ? place : place?.querySelector<HTMLElement>(FOCUSABLE)
  target?.focus()
  target?.scrollIntoView({ block: 'nearest' })
  return target !== undefined && target !== null
}

const FOCUSABLE = 'input:not([type="hidden"]), textarea, button, select, [tabindex]'
