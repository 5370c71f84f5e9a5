import { expect, it } from 'vitest'
import { pressedKeys } from './pressed-keys.ts'

const FORM = 'application/x-www-form-urlencoded'

it.each([
  ['a form', '/pivot/a', FORM, 'Call-ID=a&Digits%5Bmenu_1%5D=1&Digits[pin_2]=%2A12%23&To=Digits', ['1', '*12#']],
  ['an address', '/pivot/a?Digits=4&Call-ID=a', '', '', ['4']],
  ['JSON', '/pivot/a', 'application/json', '{"Digits":{"menu_1":"1","pin_2":"42"}}', ['1', '42']],
  ['one text in JSON', '/pivot/a', 'application/json', '{"Digits":"7"}', ['7']],
  ['none', '/pivot/a', FORM, 'Call-ID=a', []],
  ['the beginning of a request that was refused', '/pivot/a', 'application/json', '{"Digits":{"menu', []],
])('reads the keys pressed from %s', (_, url, type, body, keys) => {
  expect(pressedKeys(url, type, body)).toEqual(keys)
})
