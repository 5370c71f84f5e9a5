/** Requests as KAZOO sends them, by rule V2 of docs/kazoo/semantics.md too. */
import { describe, expect, it } from 'vitest'
import { sampleCallSchema } from '../api/index.ts'
import type { PivotTarget } from '../nodes/contract/simulation.ts'
import { RECORDED_REQUESTS } from '../testing/pivot-requests.ts'
import { encodePivotRequest, encodeRequest } from './pivot-request.ts'
import { createTwimlState, type TwimlState } from './twiml-state.ts'

describe('a request, beside those of KAZOO’s own encoder', () => {
  it.each(RECORDED_REQUESTS.map((recorded) => [recorded.name, recorded] as const))(
    '%s',
    (_name, { format, method, body_format, voice_url, params, request }) => {
      const target = { voiceUrl: voice_url, method, reqFormat: format, bodyFormat: body_format }
      const ours = encodeRequest(target, params)
      expect(ours.url).toBe(request.url)
      expect(ours.body).toBe(request.body)
      expect(ours.contentType).toBe(request.headers['Content-Type'] ?? '')
    },
  )
})

describe('what a request carries', () => {
  const post: PivotTarget = { voiceUrl: 'https://a.example/p', method: 'post', reqFormat: 'kazoo', bodyFormat: 'json' }
  const call = sampleCallSchema.parse({ callerName: 'Half \ud83d', sip: { 'X-Tier': 'gold' } })

  it('leaves out what KAZOO does not know', () => {
    const { params } = encodePivotRequest(post, {
      call: { ...call, callerName: '', sip: {} },
      collections: new Map(),
      custom: new Map(),
    })
    expect(Object.keys(params)).not.toEqual(expect.arrayContaining(['Digits']))
    for (const name of [
      'Digits',
      'Custom-Application-Vars',
      'Custom-SIP-Headers',
      'Caller-ID-Name',
      'Call-Status',
      'Recording-Url',
    ])
      expect(params).not.toHaveProperty([name])
  })

  it('V2: holds all collections of the call as one object, without those in which nothing was pressed', () => {
    const { params } = encodePivotRequest(post, {
      call,
      collections: new Map([
        ['pin', '0042'],
        ['choice', ''],
      ]),
      custom: new Map([['crm', '7']]),
    })
    expect(params).toMatchObject({
      Digits: { pin: '0042' },
      'Custom-Application-Vars': { crm: '7' },
      'Custom-SIP-Headers': { 'X-Tier': 'gold' },
      Direction: 'inbound',
      'Call-ID': expect.stringContaining('@'),
    })
  })

  it('is well-formed for any name of the caller', () => {
    const { body, params } = encodePivotRequest(
      { ...post, bodyFormat: 'form' },
      { call, collections: new Map(), custom: new Map() },
    )
    expect(params['Caller-ID-Name']).toBe('Half \ufffd')
    expect(body).toContain('Caller-ID-Name=Half+%EF%BF%BD')
  })

  const twiml = (more: Partial<TwimlState>, target: Partial<PivotTarget> = {}) =>
    encodePivotRequest(
      { ...post, reqFormat: 'twiml', ...target },
      { call, collections: new Map(), custom: new Map([['tier', 'gold']]), twiml: { ...createTwimlState(), ...more } },
    ).params

  it('names the same facts differently for TwiML; collections are an object there too', () => {
    const { params } = encodePivotRequest(
      { ...post, reqFormat: 'twiml' },
      { call, collections: new Map([['default', '12']]), custom: new Map() },
    )
    expect(params).toMatchObject({
      CallSid: expect.any(String),
      CallerNumber: call.callerNumber,
      Digits: { default: '12' },
    })
  })

  it('holds what a Gather took as one text, and no Custom-Application-Vars', () => {
    expect(twiml({ collected: '12' })).toMatchObject({ Digits: '12' })
    expect(twiml({ collected: '12' })).not.toHaveProperty('tier')
  })

  it('holds the end of a recording in place of the keys pressed since', () => {
    expect(twiml({ collected: '12', recordingEnd: 'hangup' })).toMatchObject({ Digits: 'hangup' })
  })

  it('holds variables beside the facts of the call, which come first', () => {
    const variables = new Map([
      ['a', '1'],
      ['From', 'x'],
    ])
    expect(twiml({ variables })).toMatchObject({ a: '1', From: call.from })
  })

  it('holds numbers as such in JSON only', () => {
    const recorded = { recordingSeconds: 4, recordingUrl: 'https://a.example/r.mp3' }
    expect(twiml(recorded)).toMatchObject({ RecordingDuration: 4, RecordingUrl: 'https://a.example/r.mp3' })
    expect(twiml(recorded, { bodyFormat: 'form' })).toMatchObject({ RecordingDuration: '4' })
    expect(twiml(recorded, { reqFormat: 'kazoo' })).toMatchObject({ 'Recording-Duration': 4 })
  })
})
