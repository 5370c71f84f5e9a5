import type { CallRequest } from '@callflow-studio/model/api'
import { describe, expect, it } from 'vitest'
import { filterCalls, groupCalls, isRefused, quietFor, searchShown } from './group-calls.ts'

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
  ...more,
})
const NOW = Date.parse('2026-01-01T00:01:00Z')
const ANY = { state: null, isSlow: false, isError: false } as const

describe('the rows of the list', () => {
  it('hold the requests of one call, in order, even where they came twice or out of order', () => {
    const calls = groupCalls(
      [
        request('3', { state: 'handed_over', tookMs: 188 }),
        request('1'),
        request('2', { callId: 'call-2' }),
        request('1'),
      ],
      NOW,
    )
    expect(calls.map(({ key, requests }) => [key, requests.map(({ id }) => id)])).toEqual([
      ['call-2', ['2']],
      ['call-1', ['1', '3']],
    ])
    expect(calls[1]).toMatchObject({ state: 'handed_over', slowestMs: 188 })
  })

  it('end once KAZOO cannot come back any more', () => {
    const hours = (count: number) => Date.parse('2026-01-01T00:00:02Z') + count * 3_600_000
    const requests = [request('1'), request('2')]
    expect(groupCalls(requests, hours(5.9))[0]?.state).toBe('waiting')
    expect(groupCalls(requests, hours(6.1))[0]?.state).toBe('ended')
    expect(groupCalls([request('1', { state: 'handed_over' })], hours(7))[0]?.state).toBe('handed_over')
  })

  it('are quiet after ten minutes without a request, as long as they go on', () => {
    const minutes = (count: number) => Date.parse('2026-01-01T00:00:02Z') + count * 60_000
    const quiet = (state: CallRequest['state'], now: number) =>
      groupCalls([request('1'), request('2', { state })], now).map((call) => quietFor(call, now))
    expect(quiet('waiting', minutes(9.9))).toEqual([null])
    expect(quiet('waiting', minutes(12))).toEqual([12 * 60_000])
    expect(quiet('handed_over', minutes(12))).toEqual([null])
    expect(quiet('waiting', minutes(6 * 61))).toEqual([null])
  })

  it('stay apart where KAZOO sent no Call-ID', () => {
    expect(groupCalls([request('1', { callId: '' }), request('2', { callId: '' })], NOW)).toHaveLength(2)
  })

  it('are errors as soon as one request was', () => {
    expect(groupCalls([request('1', { state: 'error' }), request('2', { state: 'handed_over' })], NOW)[0]?.state).toBe(
      'error',
    )
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
    const [row] = groupCalls([refused], NOW)
    expect(row && [isRefused(row), row.state]).toEqual([true, 'error'])
  })

  it('is part of its call where a token tells it', () => {
    const calls = groupCalls([request('1'), { ...refused, callId: 'call-1', hop: 2 }], NOW)
    expect(calls.map((call) => [isRefused(call), call.requests.length])).toEqual([[false, 2]])
  })

  it('is marked where it was answered all the same', () => {
    const warnings = [{ nodeId: null, message: 'Caller-ID-Name is not valid UTF-8.' }]
    expect(groupCalls([request('1', { warnings }), request('2')], NOW)[0]?.hasWarning).toBe(true)
  })
})

describe('the filters of the list', () => {
  const calls = groupCalls(
    [
      request('1'),
      request('2', { callId: 'slow', tookMs: 2100, callerName: 'Corner Pharmacy' }),
      request('3', { callId: 'bad', state: 'error', error: 'The look-up took 3.0 s' }),
    ],
    NOW,
  )
  const keys = (filter: Partial<Parameters<typeof filterCalls>[1]>) =>
    filterCalls(calls, { ...ANY, ...filter }).map(({ key }) => key)

  it('find slow calls, failed calls, or both', () => {
    expect(keys({ isSlow: true })).toEqual(['slow'])
    expect(keys({ isError: true })).toEqual(['bad'])
    expect(keys({ isSlow: true, isError: true })).toEqual(['bad', 'slow'])
  })

  it('find a state', () => {
    expect(keys({ state: 'waiting' })).toEqual(['slow', 'call-1'])
  })

  it('leave calls on screen whose caller, Call-ID or error hold all words that are searched for', () => {
    const found = (text: string) => searchShown(calls, text).map(({ key }) => key)
    expect(found('pharmacy corner')).toEqual(['slow'])
    expect(found('look-up')).toEqual(['bad'])
  })
})
