import { describe, expect, it } from 'vitest'
import type { CallEntry } from './call-entry.ts'
import { createRefusedLimit, MAX_KEPT_PER_MINUTE } from './refused-limit.ts'

const NOON = Date.parse('2026-11-24T12:00:00Z')
const refused = (at = NOON, flowId = 'f'): CallEntry => ({
  callId: '',
  flowId,
  flowName: '',
  version: 0,
  at: new Date(at),
  callerName: '',
  callerNumber: '',
  to: '',
  hop: 0,
  status: 400,
  tookMs: 1,
  state: 'error',
  error: 'The request could not be read.',
  askedFor: null,
  request: { method: 'POST', url: '/', contentType: '', body: '' },
  response: { contentType: '', body: '' },
  trace: [],
  variables: null,
  lookUps: null,
  warnings: [],
  isRefused: true,
  isTest: false,
})

describe('refused requests', () => {
  it('are kept up to a number per minute and flow; the last one says so', () => {
    const limit = createRefusedLimit()
    const kept = Array.from({ length: 1000 }, () => limit.admit(refused())).filter((entry) => entry !== null)
    expect(kept).toHaveLength(MAX_KEPT_PER_MINUTE)
    expect(kept[0]?.warnings).toEqual([])
    expect(kept.at(-1)?.warnings).toEqual([{ nodeId: null, message: expect.stringContaining('only counted') }])
    expect(limit.left()).toBe(1000 - MAX_KEPT_PER_MINUTE)
    expect(limit.admit(refused(NOON, 'g'))).not.toBeNull()
  })

  it('that were only counted are told with the next one', () => {
    const limit = createRefusedLimit()
    for (let count = 0; count < MAX_KEPT_PER_MINUTE + 312; count++) limit.admit(refused())
    const next = limit.admit(refused(NOON + 60_000))
    expect(next?.warnings).toEqual([
      { nodeId: null, message: '312 more refused requests came before this one and are not listed.' },
    ])
    expect(limit.admit(refused(NOON + 60_000))?.warnings).toEqual([])
  })
})
