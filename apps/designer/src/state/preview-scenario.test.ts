import { describe, expect, it } from 'vitest'
import { NEW_SCENARIO, type PreviewScenario, readScenario, scenarioToText, toRequest } from './preview-scenario.ts'
import { MOBILE_CALLER, PRESET_CALLERS, type SampleCaller } from './sample-callers.ts'

const [, anonymous] = PRESET_CALLERS as readonly [SampleCaller, SampleCaller]
const vera: SampleCaller = {
  id: 'own-1',
  name: 'Véra ☎',
  call: { ...MOBILE_CALLER.call, from: '+33155550142', sip: { 'X-Tier': 'gold' } },
}
const whole: PreviewScenario = {
  caller: vera,
  clock: '2026-12-24T17:05:00.000Z',
  startAt: 'menu',
  actions: [{ digits: '2' }, { outcome: 'NO_ANSWER' }, { hangup: true }],
  switchStates: { s1: 'closed' },
  ownReplies: { ask: [null, { status: 200, body: { balance: -12 }, durationMs: 40 }] },
  initialValues: { count: 3, remember: null },
  replay: { version: 3, times: ['2026-12-24T18:05:00Z'], rows: { find: [{ name: 'Ann' }, 'not found'] }, days: {} },
}

describe('a previewed call in an address', () => {
  it.each([
    ['of which everything is stated', whole],
    ['at another time', { ...NEW_SCENARIO, clock: '2026-12-24T17:05:00.000Z' }],
    ['of a built-in caller', { ...NEW_SCENARIO, caller: anonymous }],
    ['in which a key was pressed', { ...NEW_SCENARIO, actions: [{ digits: '1' }] }],
  ])('%s is read as it was', (_, scenario) => {
    const text = scenarioToText(scenario)
    expect(text).toMatch(/^[\w-]+$/)
    expect(readScenario(text, [vera, ...PRESET_CALLERS])).toEqual(scenario)
  })

  it('is not named where it is a new one', () => {
    expect(scenarioToText(NEW_SCENARIO)).toBe('')
  })

  it('brings its caller along, for those who do not have them', () => {
    expect(readScenario(scenarioToText(whole), PRESET_CALLERS)?.caller).toEqual({ ...vera, id: 'linked' })
  })

  it.each([
    ['cut off', scenarioToText(whole).slice(0, 40)],
    ['mistyped', '%%%'],
    ['no object', btoa('7').replaceAll('=', '')],
    ['a key that no phone has', btoa('{"actions":[{"digits":"A"}]}').replaceAll('=', '')],
    ['a time that is none', btoa('{"clock":"later"}').replaceAll('=', '')],
    ['a state that no switch has', btoa('{"switchStates":{"s1":"ajar"}}').replaceAll('=', '')],
  ])('is no call where it is %s', (_, text) => {
    expect(readScenario(text, PRESET_CALLERS)).toBeNull()
  })
})

describe('what is sent to play a call', () => {
  it('is the call alone where nothing else is stated', () => {
    expect(toRequest(NEW_SCENARIO, [])).toEqual({ call: MOBILE_CALLER.call, does: [], mocks: {}, kept: {} })
  })

  it('has clock, place, switches, replies and what is replayed where they are', () => {
    expect(toRequest(whole, [])).toEqual({
      call: vera.call,
      now: whole.clock,
      startAt: 'menu',
      does: whole.actions,
      switches: { s1: 'closed' },
      mocks: { ask: [null, { status: 200, body: { balance: -12 }, durationMs: 40 }, null] },
      kept: whole.initialValues,
      times: ['2026-12-24T18:05:00Z'],
      rows: { find: [{ name: 'Ann' }, 'not found'] },
      days: {},
    })
  })
})
