import type { CallRequest } from '@callflow-studio/model/api'
import { describe, expect, it } from 'vitest'
import { type CallListFilter, holdsText, isInFilter, readCallFilter, writeCallFilter } from './call-filter.ts'
import { groupCalls, isRefused, quietFor, withEnd } from './group-calls.ts'

const request = (id: string, more: Partial<CallRequest> = {}): CallRequest => ({
  id,
  callId: 'call-1',
  flowId: 'f',
  flowName: 'Front desk',
  version: 8,
  at: `2026-01-01T00:00:0${id}Z`,
  callerName: 'Mobile caller',
  callerNumber: '+14155550100',
  to: '+14155550142',
  hop: Number(id),
  status: 200,
  tookMs: 4,
  state: 'waiting',
  error: null,
  warnings: [],
  isTest: false,
  ...more,
})
const ANY = readCallFilter(new URLSearchParams())

describe('the rows of the list', () => {
  it('hold the requests of one call, in order, even where they came twice or out of order', () => {
    const calls = groupCalls([
      request('3', { state: 'handed_over', tookMs: 188 }),
      request('1'),
      request('2', { callId: 'call-2' }),
      request('1'),
    ])
    expect(calls.map(({ summary, requests }) => [summary.key, requests.map(({ id }) => id)])).toEqual([
      ['call-2', ['2']],
      ['call-1', ['1', '3']],
    ])
    expect(calls[1]).toMatchObject({ summary: { outcome: 'handed_over', slowestMs: 188, requests: 2, lastId: '3' } })
  })

  it('end once no request has come for as long as the settings say', () => {
    const minutes = (count: number) => Date.parse('2026-01-01T00:00:02Z') + count * 60_000
    const outcomeAt = (state: CallRequest['state'], now: number) =>
      groupCalls([request('1'), request('2', { state })]).map(({ summary }) => withEnd(summary, now, HOUR_MS).outcome)
    expect(outcomeAt('waiting', minutes(59))).toEqual(['waiting'])
    expect(outcomeAt('waiting', minutes(61))).toEqual(['ended'])
    expect(outcomeAt('handed_over', minutes(61))).toEqual(['handed_over'])
  })

  it('are quiet after ten minutes without a request, as long as they go on', () => {
    const minutes = (count: number) => Date.parse('2026-01-01T00:00:02Z') + count * 60_000
    const quiet = (state: CallRequest['state'], now: number) =>
      groupCalls([request('1'), request('2', { state })]).map(({ summary }) =>
        quietFor(withEnd(summary, now, HOUR_MS), now),
      )
    expect(quiet('waiting', minutes(9.9))).toEqual([null])
    expect(quiet('waiting', minutes(12))).toEqual([12 * 60_000])
    expect(quiet('handed_over', minutes(12))).toEqual([null])
    expect(quiet('waiting', minutes(61))).toEqual([null])
  })

  it('are no calls where *Test this URL* has sent them', () => {
    expect(groupCalls([request('1', { isTest: true })])[0]?.summary.outcome).toBe('test')
  })

  it('stay apart where KAZOO sent no Call-ID', () => {
    expect(groupCalls([request('1', { callId: '' }), request('2', { callId: '' })])).toHaveLength(2)
  })

  it('are errors as soon as one request was', () => {
    expect(
      groupCalls([request('1', { state: 'error' }), request('2', { state: 'handed_over' })])[0]?.summary.outcome,
    ).toBe('error')
  })
})

describe('a request that was refused', () => {
  const refused = request('5', {
    callId: '',
    hop: 0,
    status: 400,
    state: 'error',
    error: 'The request could not be read.',
  })

  it('is a row of its own where nothing tells its call', () => {
    const row = groupCalls([refused])[0]?.summary
    expect(row && [isRefused(row), row.outcome]).toEqual([true, 'refused'])
  })

  it('is part of its call where a token tells it', () => {
    const calls = groupCalls([request('1'), { ...refused, callId: 'call-1', hop: 2 }])
    expect(calls.map((call) => [isRefused(call.summary), call.requests.length])).toEqual([[false, 2]])
  })

  it('is marked where it was answered all the same', () => {
    const warnings = [{ nodeId: null, message: 'Caller-ID-Name is not valid UTF-8.' }]
    expect(groupCalls([request('1', { warnings }), request('2')])[0]?.summary.hasWarning).toBe(true)
  })
})

describe('the filters of the list', () => {
  const calls = groupCalls([
    request('1'),
    request('2', { callId: 'slow', tookMs: 2100, callerName: 'Corner Pharmacy' }),
    request('3', { callId: 'bad', state: 'error', error: 'The look-up took 3.0 s', version: 9 }),
  ]).map(({ summary }) => summary)
  const keys = (filter: Partial<CallListFilter>) =>
    calls.filter((call) => isInFilter(call, { ...ANY, ...filter })).map(({ key }) => key)

  it('find slow calls, failed calls, or both', () => {
    expect(keys({ isSlow: true })).toEqual(['slow'])
    expect(keys({ isFailed: true })).toEqual(['bad'])
    expect(keys({ isSlow: true, isFailed: true })).toEqual(['bad', 'slow'])
  })

  it('find a state, a version, a caller, and what began before a time', () => {
    expect(keys({ outcome: 'waiting' })).toEqual(['slow', 'call-1'])
    expect(keys({ version: 9 })).toEqual(['bad'])
    expect(keys({ caller: '+1' })).toEqual([])
    expect(keys({ to: '2026-01-01T00:00:02Z' })).toEqual(['slow', 'call-1'])
  })

  it('leave calls on screen whose caller, Call-ID or error hold all words that are searched for', () => {
    const found = (text: string) => calls.filter((call) => holdsText(call, text)).map(({ key }) => key)
    expect(found('pharmacy corner')).toEqual(['slow'])
    expect(found('look-up')).toEqual(['bad'])
  })

  it('stand in the address of the page', () => {
    const search = '?q=Sales+press+1&flow=f1&version=3&caller=%2B1415&state=ended&slow=true&failed=true&period=week'
    expect(writeCallFilter(readCallFilter(new URLSearchParams(search)))).toBe(search)
    expect(writeCallFilter(ANY)).toBe('')
    const nonsense = new URLSearchParams('version=x&state=gone&period=toString&from=never')
    expect(readCallFilter(nonsense)).toEqual(ANY)
  })
})

const HOUR_MS = 60 * 60_000
