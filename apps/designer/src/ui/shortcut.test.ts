import { describe, expect, it } from 'vitest'
import { ariaKeys, isPressed, keyCaps, keyText } from './shortcut.ts'

const press = (key: string, ...held: ('ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey')[]) => ({
  key,
  ctrlKey: held.includes('ctrlKey'),
  metaKey: held.includes('metaKey'),
  altKey: held.includes('altKey'),
  shiftKey: held.includes('shiftKey'),
})

describe('keys', () => {
  it('are pressed with just the modifiers that they name', () => {
    expect(isPressed('mod+z', press('z', 'ctrlKey'), false)).toBe(true)
    expect(isPressed('mod+z', press('Z', 'ctrlKey', 'shiftKey'), false)).toBe(false)
    expect(isPressed('mod+shift+z', press('Z', 'ctrlKey', 'shiftKey'), false)).toBe(true)
    expect(isPressed('a', press('A'), false)).toBe(true)
    expect(isPressed('a', press('a', 'ctrlKey'), false)).toBe(false)
    expect(isPressed('arrowdown', press('ArrowDown', 'altKey'), false)).toBe(false)
  })
  it('take Cmd for Ctrl on a Mac', () => {
    expect(isPressed('mod+z', press('z', 'metaKey'), true)).toBe(true)
    expect(isPressed('mod+z', press('z', 'ctrlKey'), true)).toBe(false)
  })
  it('take signs wherever the keyboard has them', () => {
    expect(isPressed('?', press('?', 'shiftKey'), false)).toBe(true)
    expect(isPressed('/', press('/', 'shiftKey'), false)).toBe(true)
    expect(isPressed('+', press('+'), false)).toBe(true)
    expect(isPressed('0', press('0', 'shiftKey'), false)).toBe(true)
  })
  it('are shown as they stand on the keyboard', () => {
    expect(keyCaps('mod+shift+z', false)).toEqual(['Ctrl', 'Shift', 'Z'])
    expect(keyCaps('mod+shift+z', true)).toEqual(['⌘', '⇧', 'Z'])
    expect(keyCaps('+', false)).toEqual(['+'])
    expect(keyText('mod+shift+z', false)).toBe('Ctrl+Shift+Z')
    expect(keyText('mod+shift+z', true)).toBe('⌘⇧Z')
    expect(keyCaps('shift+delete', false)).toEqual(['Shift', 'Del'])
    expect(ariaKeys('mod+shift+z', false)).toBe('Control+Shift+Z')
  })
})
