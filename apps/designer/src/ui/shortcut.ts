/** Keys, as actions name them: `mod+shift+z`. */

export interface Pressed {
  key: string
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
  shiftKey: boolean
}

/**
 * Whether these keys are pressed. Shift counts for letters and named keys; for signs it does not, since `?` needs it on
 * one keyboard and `/` on another.
 */
export function isPressed(shortcut: string, event: Pressed, isMac: boolean): boolean {
  const { key, has } = parse(shortcut)
  const isSign = key.length === 1 && !/[a-z]/.test(key)
  const mod = isMac ? event.metaKey : event.ctrlKey
  const other = isMac ? event.ctrlKey : event.metaKey
  return (
    event.key.toLowerCase() === key &&
    mod === has('mod') &&
    !other &&
    event.altKey === has('alt') &&
    (isSign || event.shiftKey === has('shift'))
  )
}

/** What stands on the key caps. @example 'mod+shift+z' is Ctrl, Shift, Z, or ⌘ ⇧ Z on a Mac */
export function keyCaps(shortcut: string, isMac: boolean): string[] {
  const { key, has } = parse(shortcut)
  const [mod, alt, shift] = isMac ? ['⌘', '⌥', '⇧'] : ['Ctrl', 'Alt', 'Shift']
  return [
    ...(has('mod') ? [mod] : []),
    ...(has('alt') ? [alt] : []),
    ...(has('shift') ? [shift] : []),
    NAMES[key] ?? (key.length === 1 ? key.toUpperCase() : key.charAt(0).toUpperCase() + key.slice(1)),
  ].filter((cap) => cap !== undefined)
}

/** In a text. @example 'mod+shift+z' is Ctrl+Shift+Z, or ⌘⇧Z on a Mac */
export const keyText = (shortcut: string, isOnMac = isMac()): string =>
  keyCaps(shortcut, isOnMac).join(isOnMac ? '' : '+')

/** As screen readers take it (`aria-keyshortcuts`). */
export const ariaKeys = (shortcut: string, isMac: boolean): string => {
  const { key, has } = parse(shortcut)
  return [
    ...(has('mod') ? [isMac ? 'Meta' : 'Control'] : []),
    ...(has('alt') ? ['Alt'] : []),
    ...(has('shift') ? ['Shift'] : []),
    key.length === 1 ? key.toUpperCase() : key.charAt(0).toUpperCase() + key.slice(1),
  ].join('+')
}

export const isMac = (): boolean => typeof navigator !== 'undefined' && /Mac|iP(hone|ad)/.test(navigator.platform)

const NAMES: Partial<Record<string, string>> = {
  arrowup: '↑',
  arrowdown: '↓',
  arrowleft: '←',
  arrowright: '→',
  delete: 'Del',
  escape: 'Esc',
  ' ': 'Space',
  f2: 'F2',
  f6: 'F6',
  f8: 'F8',
}

function parse(shortcut: string): { key: string; has: (modifier: string) => boolean } {
  // The plus itself is a key too: `+`, `mod++`.
  const isPlus = shortcut.endsWith('+')
  const parts = (isPlus ? shortcut.slice(0, -1) : shortcut).split('+').filter((part) => part !== '')
  const key = isPlus ? '+' : (parts.pop() ?? '')
  return { key, has: (modifier) => parts.includes(modifier) }
}
