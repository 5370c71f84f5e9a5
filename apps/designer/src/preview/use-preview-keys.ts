import { useEffect, useRef } from 'react'

export interface PhoneActions {
  pressKey: (key: string) => void
  noKey: () => void
  hangUp: () => void
  stepBack: () => void
  step: () => void
}

/**
 * Keys of the preview. They are caught before the canvas sees them, where 0, 1 and 2 would zoom; not while something
 * is being typed, and not inside dialogs and menus.
 */
export function usePreviewKeys(actions: PhoneActions): void {
  const latest = useRef(actions)
  latest.current = actions
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || !isForPhone(event.target)) return
      const act = actionOf(event, latest.current)
      if (!act) return
      event.preventDefault()
      event.stopImmediatePropagation()
      act()
    }
    window.addEventListener('keydown', onKey, { capture: true })
    return () => window.removeEventListener('keydown', onKey, { capture: true })
  }, [])
}

function actionOf(event: KeyboardEvent, actions: PhoneActions): (() => void) | null {
  if (/^[0-9*#]$/.test(event.key)) return () => actions.pressKey(event.key)
  switch (event.key) {
    case 'n':
    case 'N':
      return actions.noKey
    case 'h':
    case 'H':
      return actions.hangUp
    case 'Backspace':
      return actions.stepBack
    case ' ':
      // Space presses the button that has the focus.
      return event.target instanceof HTMLElement && event.target.closest('button, a, [role="button"]')
        ? null
        : actions.step
    default:
      return null
  }
}

function isForPhone(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return true
  return target.closest('input, textarea, select, [contenteditable="true"], [role="dialog"], [role="menu"]') === null
}
