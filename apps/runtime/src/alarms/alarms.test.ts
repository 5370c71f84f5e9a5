import type { LookUpRequest } from '@callflow-studio/model'
import { DEFAULT_SETTINGS } from '@callflow-studio/model/api'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { CallProblem } from '../store/call-store.ts'
import { createAlarms } from './alarms.ts'

const problem = (more: Partial<CallProblem> = {}): CallProblem => ({
  kind: 'failed',
  flowId: 'f1',
  flowName: 'Front desk',
  calls: 10,
  count: 5,
  key: 'a',
  at: 0,
  error: 'The look-up failed.',
  path: ['Ask the CRM'],
  ...more,
})

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function watch(settings: object = {}) {
  const sent: LookUpRequest[] = []
  const problems: string[] = []
  const state = { problems: [problem()], status: 200 }
  const alarms = createAlarms({
    callLog: { listProblems: async () => state.problems },
    settings: { alarms: () => ({ ...DEFAULT_SETTINGS, alarmUrl: 'https://alerts.example/hook', ...settings }) },
    storage: {
      flows: { find: async () => ({ liveVersion: 4 }) },
      versions: { liveBefore: async () => 1 },
    } as never,
    send: async (request) => {
      sent.push(request)
      return { ok: true, status: state.status, text: '', contentType: null, durationMs: 1 }
    },
    onProblem: (why) => problems.push(why),
    now: () => 0,
  })
  alarms.watch()
  return { sent, problems, state, alarms, minute: () => vi.advanceTimersByTimeAsync(60_000) }
}

it('sends an alarm once, and again after it had ended', async () => {
  const { sent, state, minute } = watch()
  await minute()
  await minute()
  expect(sent).toHaveLength(1)
  expect(sent[0]).toMatchObject({ method: 'POST', url: 'https://alerts.example/hook', followRedirects: 0 })
  expect(JSON.parse(sent[0]?.body ?? '')).toMatchObject({
    kind: 'failed',
    flowName: 'Front desk',
    example: { key: 'a', path: ['Ask the CRM'] },
    liveVersion: 4,
    previousVersion: 1,
  })
  state.problems = []
  await minute()
  state.problems = [problem()]
  await minute()
  expect(sent).toHaveLength(2)
})

it('tries again where the address did not take it, and says so', async () => {
  const { sent, state, problems, minute } = watch()
  state.status = 500
  await minute()
  expect(problems).toEqual(['it answered 500.'])
  state.status = 200
  await minute()
  await minute()
  expect(sent).toHaveLength(2)
})

it.each([
  ['few calls', problem({ calls: 4, count: 4 }), {}],
  ['a small share', problem({ calls: 100, count: 19 }), {}],
  ['few refused requests', problem({ kind: 'refused', count: 19 }), {}],
  ['a threshold that is off', problem({ kind: 'refused', count: 500 }), { alarmRefused: null }],
])('is silent at %s', async (_, one, settings) => {
  const { alarms, state } = watch(settings)
  state.problems = [one]
  expect(await alarms.list()).toEqual([])
})

it('tells of refused requests that reached no flow', async () => {
  const { alarms, state } = watch()
  state.problems = [problem({ kind: 'refused', flowId: '', flowName: '', calls: 30, count: 30 })]
  expect(await alarms.list()).toMatchObject([{ kind: 'refused', count: 30, liveVersion: null, previousVersion: null }])
})
