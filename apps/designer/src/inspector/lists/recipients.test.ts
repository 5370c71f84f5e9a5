import { describe, expect, it } from 'vitest'
import { idsAsText, idsFromText, isRecipientLine } from './recipients.ts'

describe('a recipient on one line', () => {
  it('is one id or several, and comes back as it was', () => {
    for (const id of ['a@b.c', ['a@b.c'], ['a@b.c', 'd@e.f'], '']) expect(idsFromText(idsAsText(id), id)).toEqual(id)
  })

  it('becomes a list with the first comma', () => {
    expect(idsFromText('a@b.c', 'a@b.')).toBe('a@b.c')
    expect(idsFromText('a@b.c,', 'a@b.c')).toEqual(['a@b.c', ''])
    expect(idsFromText('a@b.c, d', ['a@b.c', ''])).toEqual(['a@b.c', 'd'])
  })

  it('is JSON where a line would lose something', () => {
    expect(isRecipientLine({ type: 'user', id: 'x', more: 1 })).toBe(true)
    expect(isRecipientLine({ type: 'sms', id: 'x' })).toBe(false)
    expect(isRecipientLine({ type: 'user', id: 5 })).toBe(false)
    expect(isRecipientLine({ type: 'user', id: ['a, b'] })).toBe(false)
    expect(isRecipientLine('x')).toBe(false)
    expect(isRecipientLine({ type: 'user' })).toBe(false)
  })
})
