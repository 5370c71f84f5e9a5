import { describe, expect, it } from 'vitest'
import { followName, newKeptValue } from './path-of-name.ts'

const named = (name: string, before: Record<string, unknown>) => followName({ ...before, name }, before)

describe('the path of a new value', () => {
  it('follows its name, letter by letter and back', () => {
    const first = named('b', newKeptValue)
    expect(first).toEqual({ name: 'b', path: '$.b' })
    expect(named('balance', first)).toEqual({ name: 'balance', path: '$.balance' })
    expect(named('', first)).toEqual(newKeptValue)
  })

  it('is left alone once somebody has written one', () => {
    const written = { name: 'balance', path: '$.account.balance' }
    expect(followName(written, { name: 'balance', path: '$.balance' })).toEqual(written)
    expect(named('owed', written)).toEqual({
      name: 'owed',
      path: '$.account.balance',
    })
  })

  it('never becomes one that cannot be read', () => {
    expect(named('first name', newKeptValue)).toEqual({ name: 'first name', path: '$.' })
    expect(named('first_name', named('first name', newKeptValue))).toEqual({
      name: 'first_name',
      path: '$.first_name',
    })
  })
})
