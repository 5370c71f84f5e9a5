import { describe, expect, it } from 'vitest'
import { toRow } from './call-entry.ts'
import { createDayCounts } from './day-counts.ts'

const NOON = Date.parse('2026-11-24T12:30:00Z')
const row = (more: { flowId?: string; hop?: number; state?: 'error' | 'waiting'; at?: number; tookMs?: number } = {}) =>
  toRow(1, {
    callId: 'c',
    flowId: more.flowId ?? 'f',
    flowName: '',
    version: 1,
    at: new Date(more.at ?? NOON),
    callerName: '',
    callerNumber: '',
    to: '',
    hop: more.hop ?? 1,
    status: 200,
    tookMs: more.tookMs ?? 1,
    state: more.state ?? 'waiting',
    error: null,
    askedFor: null,
    request: { method: 'POST', url: '/', contentType: '', body: '' },
    response: { contentType: '', body: '' },
    trace: [],
    variables: null,
    lookUps: null,
    warnings: [],
    isRefused: false,
    isTest: false,
  })

describe('today’s calls', () => {
  it('count a call once, and each request that failed, in its hour', () => {
    const counts = createDayCounts(() => NOON)
    for (const one of [row(), row({ hop: 2 }), row({ hop: 2, state: 'error' }), row({ flowId: 'g' })]) counts.count(one)
    const flow = counts.ofFlow('f')
    expect([flow.calls, flow.errors, flow.byHour[12]]).toEqual([1, 1, { calls: 1, errors: 1 }])
    expect(counts.total()).toMatchObject({ callsToday: 2, errorsToday: 1 })
  })

  it('restart at midnight UTC', () => {
    let now = Date.parse('2026-11-24T23:59:59Z')
    const counts = createDayCounts(() => now)
    counts.count(row({ at: now }))
    now += 2000
    expect(counts.total()).toEqual({ callsToday: 0, errorsToday: 0, p95Ms: null })
    counts.count(row({ at: now }))
    expect(counts.ofFlow('f').byHour[0]?.calls).toBe(1)
  })

  it('know how slow the slowest twentieth was', () => {
    const counts = createDayCounts(() => NOON)
    for (let ms = 1; ms <= 100; ms++) counts.count(row({ tookMs: ms }))
    expect(counts.total().p95Ms).toBeGreaterThanOrEqual(95)
    expect(counts.total().p95Ms).toBeLessThanOrEqual(97)
  })

  it('go on from what the log knew before', () => {
    const counts = createDayCounts(() => NOON)
    counts.add({ hours: [{ flowId: 'f', hour: 3, calls: 4, errors: 1 }], took: [{ tookMs: 2, count: 5 }] }, NOON)
    counts.count(row())
    expect(counts.ofFlow('f')).toMatchObject({ calls: 5, errors: 1 })
  })
})
