import type { CallRequest } from '@callflow-studio/model/api'
import { describe, expect, it } from 'vitest'
import { todayOf } from './today.ts'

const request = (at: string, to: string, hop = 1): CallRequest => ({
  id: at,
  callId: at,
  flowId: 'f',
  flowName: 'Front desk',
  version: 1,
  at,
  callerName: '',
  callerNumber: '',
  to,
  hop,
  status: 200,
  tookMs: 1,
  state: 'waiting',
  error: null,
  warnings: [],
  isTest: false,
})

describe('the calls of today', () => {
  it('are counted by their first request, with the numbers called, most called first', () => {
    const requests = [
      request('2026-11-24T12:00:00.000Z', '+1'),
      request('2026-11-24T11:00:00.000Z', '+2'),
      request('2026-11-24T10:00:00.000Z', '+2', 2),
      request('2026-11-24T09:00:00.000Z', '+2'),
      request('2026-11-24T08:00:00.000Z', ''),
      request('2026-11-24T07:00:00.000Z', '+3', 0),
      request('2026-11-23T23:59:59.000Z', '+4'),
    ]
    expect(todayOf(requests, new Date('2026-11-24T13:00:00Z'))).toEqual({ calls: 4, numbers: ['+2', '+1'] })
  })
})
