/** What the sample phone keeps of look-ups while a call is played again and again from its start. */
import type { PreviewLookUp } from '@callflow-studio/model/api'
import { beforeEach, describe, expect, it } from 'vitest'
import { mocksOf, placeLookUps, type RecordedReply, recordReplies, withOwnReply } from './preview-look-ups.ts'
import { createStudioStore } from './studio-store.ts'

const sent = (url: string) => ({ method: 'GET', url, headers: [], body: null })
const ok = (text: string) => ({ ok: true as const, status: 200, contentType: null, text, durationMs: 40 })
const real = (nodeId: string, text: string | null, url = `http://crm/${nodeId}`): PreviewLookUp => ({
  nodeId,
  isMock: false,
  request: sent(url),
  reply: text === null ? null : ok(text),
})
const mocked = (nodeId: string, url?: string) => ({ ...real(nodeId, '', url), isMock: true })
const played = { own: {}, recorded: [], after: 0, isEdited: false }
const recordedOf = (...lookUps: PreviewLookUp[]): readonly RecordedReply[] =>
  recordReplies({ ...played, lookUps }).recorded

describe('replies of real look-ups', () => {
  it('are sent along for the visits they belong to; later visits ask for real', () => {
    const recorded = recordedOf(real('a', '1'), real('b', '2'), real('a', '3'))
    expect(mocksOf({}, recorded)).toEqual({
      a: [{ status: 200, body: '1', durationMs: 40 }, { status: 200, body: '3', durationMs: 40 }, null],
      b: [{ status: 200, body: '2', durationMs: 40 }, null],
    })
  })

  it('stay those of the first time, under any name in the replay', () => {
    const recorded = recordedOf(real('a', '1'))
    const next = recordReplies({ ...played, lookUps: [mocked('a'), real('b', '2')], recorded, after: 1 })
    expect(next.recorded).toMatchObject([
      { nodeId: 'a', after: 0, reply: { text: '1' } },
      { nodeId: 'b', after: 1, reply: { text: '2' } },
    ])
  })

  it('that never came are kept as such', () => {
    const failed = { ok: false as const, code: 'look-up.timeout' as const, message: 'Too slow.', durationMs: 3000 }
    expect(mocksOf({}, recordedOf({ ...real('a', null), reply: failed }))).toEqual({
      a: [{ error: 'look-up.timeout', message: 'Too slow.', durationMs: 3000 }, null],
    })
  })

  it('are none while a look-up waits', () => expect(recordedOf(real('a', null))).toEqual([]))

  it('answer no other request: after an edit the call asks again from there on', () => {
    const recorded = recordedOf(real('a', '1'), real('b', '2'), real('c', '3'))
    const lookUps = [mocked('a'), mocked('b', 'http://elsewhere/'), mocked('c')]
    const edited = recordReplies({ ...played, lookUps, recorded, isEdited: true })
    expect(edited).toMatchObject({ isStale: true, recorded: [{ nodeId: 'a' }] })
    // Without an edit only a time or a random number in the request can differ.
    expect(recordReplies({ ...played, lookUps, recorded }).isStale).toBe(false)
  })
})

describe('replies of the user', () => {
  const reply = { status: 404 }
  const [first, second] = placeLookUps([real('a', '1'), real('a', '2')])

  it('stand at one visit, and leave the others real', () => {
    if (!second) throw new Error('no second visit')
    const own = withOwnReply({}, second, reply)
    expect(mocksOf(own, recordedOf(real('a', '1')))).toEqual({
      a: [{ status: 200, body: '1', durationMs: 40 }, reply, null],
    })
    expect(withOwnReply(own, second, null)).toEqual({})
  })

  it('are not taken for what the server said', () => {
    if (!first) throw new Error('no first visit')
    const own = withOwnReply({}, first, reply)
    expect(recordReplies({ ...played, own, lookUps: [mocked('a')] }).recorded).toEqual([])
  })
})

describe('the call that is played', () => {
  let store = createStudioStore()
  const state = () => store.getState()
  beforeEach(() => {
    store = createStudioStore()
    state().act({ digits: '1' })
    const lookUps = [real('a', '1'), real('b', '2')]
    state().setRecordedReplies([
      ...recordReplies({ ...played, lookUps: lookUps.slice(0, 1) }).recorded,
      ...recordReplies({ ...played, lookUps, after: 1 }).recorded.slice(1),
    ])
  })
  const recorded = () => state().recordedReplies.map(({ nodeId }) => nodeId)

  it('forgets with a step back what was asked after that key, and with a new call everything', () => {
    expect(recorded()).toEqual(['a', 'b'])
    state().stepBack()
    expect(recorded()).toEqual(['a'])
    state().restartCall()
    expect(recorded()).toEqual([])
  })

  it('is played again with a reply of the user, and asks again for what came after it', () => {
    const before = state().replays
    state().answerLookUp({ nodeId: 'a', visit: 0, order: 0 }, { error: 'look-up.timeout' })
    expect(recorded()).toEqual([])
    expect(state().scenario.actions).toEqual([{ digits: '1' }])
    expect(state().replays).toBe(before + 1)
    state().restartCall()
    expect(state().scenario.ownReplies).toEqual({ a: [{ error: 'look-up.timeout' }] })
  })

  it('sends once what was confirmed once, and nothing after a key or a new call', () => {
    state().sendLookUp('a')
    expect(state().takeConfirmed()).toBe('a')
    expect(state().takeConfirmed()).toBeNull()
    state().sendLookUp('a')
    state().restartCall()
    expect(state().takeConfirmed()).toBeNull()
  })
})
