import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { ignoreComposingKeys } from './ignore-composing-keys.ts'

const press = (page: EventTarget, facts: { isComposing?: boolean; keyCode?: number }) =>
  page.dispatchEvent(Object.assign(new Event('keydown'), { key: 'Enter', isComposing: false, keyCode: 13 }, facts))

/** As an administrator who writes Japanese has reported it. */
const REPORTED = readFileSync(new URL('field/35-composition.txt', import.meta.url), 'utf8')

it('keeps Enter that confirms a conversion from all handlers, and no other', () => {
  const page = new EventTarget()
  const seen: string[] = []
  ignoreComposingKeys(page)
  page.addEventListener('keydown', () => seen.push('early'), { capture: true })
  page.addEventListener('keydown', () => seen.push('late'))
  press(page, { isComposing: true })
  press(page, { keyCode: 229 })
  const [, isComposing, keyCode] = /isComposing (\w+), keyCode (\d+)/.exec(REPORTED) ?? []
  press(page, { isComposing: isComposing === 'true', keyCode: Number(keyCode) })
  expect(seen).toEqual([])
  press(page, {})
  expect(seen).toEqual(['early', 'late'])
})
