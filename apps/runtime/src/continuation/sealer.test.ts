import type { CallFacts, Continuation } from '@callflow-studio/model'
import { parseCallFacts } from '@callflow-studio/model'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isBound } from './is-bound.ts'
import { createSealer, TOKEN_LIFETIME_MS } from './sealer.ts'

const SECRET = 'the secret of this studio'
const continuation: Continuation = {
  epoch: 7,
  flowId: 'flow-1',
  version: 3,
  nodeId: 'menu',
  vars: { pin: '0042', seen: [1, null, { deep: 'ü 日本' }] },
  sensitive: ['pin'],
  after: 'question',
  hidden: ['crm'],
  attempt: 2,
  expected: 'menu_2',
  hops: 4,
  callId: '829597750@10.26.0.158',
  identity: ['4e1a', '+14155550100', '+18005550199', '+14155550100'],
  frames: [{ flowId: 'flow-2', version: 1, nodeId: 'call', vars: { a: true }, sensitive: [] }],
  custom: { crm: '77' },
  recordingId: '0123456789abcdef0123456789abcdef',
}
const at = (time: number) => () => time

describe('a continuation token', () => {
  const sealer = createSealer([SECRET], at(1_000_000))

  it('brings back what was sealed', () => {
    expect(sealer.open(sealer.seal(continuation))).toEqual({ ok: true, continuation })
  })

  it('brings back any state of a call, and fits into an address', () =>
    fc.assert(
      fc.property(
        fc.record({
          nodeId: fc.string({ unit: 'binary' }),
          vars: fc.dictionary(
            fc.string().filter((name) => name !== '__proto__'),
            fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value))),
          ),
          hops: fc.nat(),
          callId: fc.string({ unit: 'binary' }),
        }),
        (some) => {
          const state = { ...continuation, ...some }
          const token = sealer.seal(state)
          expect(token).toMatch(/^[A-Za-z0-9_-]+$/)
          expect(sealer.open(token)).toEqual({ ok: true, continuation: state })
        },
      ),
    ))

  it('is different each time and shows nothing of what is in it', () => {
    const tokens = new Set(Array.from({ length: 600 }, () => sealer.seal(continuation)))
    expect(tokens.size).toBe(600)
    for (const token of tokens) expect(Buffer.from(token, 'base64url').toString('latin1')).not.toContain('0042')
  })

  it('is foreign once a single bit of it has changed', () => {
    const bytes = Buffer.from(sealer.seal(continuation), 'base64url')
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const changed = Buffer.from(bytes)
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      expect(sealer.open(changed.toString('base64url'))).toEqual({ ok: false, why: 'foreign' })
    }
  })

  it('is foreign when cut short or made longer anywhere', () => {
    const token = sealer.seal(continuation)
    for (let length = 0; length < token.length; length++) expect(sealer.open(token.slice(0, length)).ok).toBe(false)
    for (const more of ['A', 'AA', '=', '==', ' ', '%', '/']) expect(sealer.open(token + more).ok).toBe(false)
  })

  it('is foreign in any other spelling of the same bytes', () => {
    const token = sealer.seal({ ...continuation, callId: '1' })
    const spellings = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'].map(
      (last) => token.slice(0, -1) + last,
    )
    expect(spellings.filter((spelling) => sealer.open(spelling).ok)).toEqual([token])
  })

  it('is foreign to a studio with another secret', () => {
    expect(createSealer(['another secret'], at(1_000_000)).open(sealer.seal(continuation))).toEqual({
      ok: false,
      why: 'foreign',
    })
  })

  it('is opened by any of several secrets, and sealed by the first', () => {
    const both = createSealer(['new secret', SECRET], at(1_000_000))
    expect(both.open(sealer.seal(continuation)).ok).toBe(true)
    expect(sealer.open(both.seal(continuation)).ok).toBe(false)
    expect(createSealer(['new secret'], at(1_000_000)).open(both.seal(continuation)).ok).toBe(true)
  })

  it('expires after six hours', () => {
    const token = sealer.seal(continuation)
    const later = (ms: number) => createSealer([SECRET], at(1_000_000 + ms)).open(token)
    expect(later(TOKEN_LIFETIME_MS).ok).toBe(true)
    expect(later(TOKEN_LIFETIME_MS + 1)).toEqual({ ok: false, why: 'expired', continuation })
  })

  it('survives any text that is sent in its place', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(sealer.open(text).ok).toBe(false)
      }),
    ))
})

describe('a token belongs to its call', () => {
  const facts = (params: Record<string, string>): CallFacts => parseCallFacts(params)
  const call = {
    'Call-ID': '829597750@10.26.0.158',
    'Account-ID': '4e1a',
    From: '+14155550100',
    To: '+18005550199',
    'Caller-ID-Number': '+14155550100',
  }

  it('by its Call-ID, even if everything else changes', () =>
    expect(isBound(continuation, facts({ 'Call-ID': call['Call-ID'], From: 'someone else' }))).toBe(true))

  it('by account, from, to and number, when an attended transfer has changed the Call-ID', () =>
    expect(isBound(continuation, facts({ ...call, 'Call-ID': 'new@10.0.0.1' }))).toBe(true))

  it.each(['Account-ID', 'From', 'To', 'Caller-ID-Number'])('not with another Call-ID and another %s', (name) => {
    expect(isBound(continuation, facts({ ...call, 'Call-ID': 'new@10.0.0.1', [name]: 'other' }))).toBe(false)
    expect(isBound(continuation, facts({ ...call, 'Call-ID': 'new@10.0.0.1', [name]: '' }))).toBe(false)
  })

  it('never by facts that are empty on both sides', () => {
    const anonymous = { ...continuation, identity: ['4e1a', '', '+18005550199', ''] as const }
    const same = { 'Call-ID': 'new', 'Account-ID': '4e1a', To: '+18005550199' }
    expect(isBound(anonymous, facts(same))).toBe(false)
  })

  it('without a Call-ID only to requests without one', () => {
    const { 'Call-ID': _, ...rest } = call
    expect(isBound({ ...continuation, callId: '' }, facts(rest))).toBe(true)
    expect(isBound({ ...continuation, callId: '' }, facts(call))).toBe(false)
    expect(isBound(continuation, facts(rest))).toBe(false)
  })
})
