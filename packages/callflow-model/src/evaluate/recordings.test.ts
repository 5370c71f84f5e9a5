/** Recordings that the studio keeps, in both formats: what KAZOO gets, and how the call goes on afterwards. */
import { describe, expect, it } from 'vitest'
import { allModules } from '../testing/all-modules.ts'
import { addressesIn, along, callOf, continuationsIn, line } from '../testing/answers.ts'
import { flow } from '../testing/flow-builder.ts'

const UPLOAD = 'https://studio.example/pivot/key/recordings/upload1'
const ADDRESS = 'https://studio.example/api/recordings/rec1'

const message = (data: Record<string, unknown> = {}, format: 'kazoo' | 'twiml' = 'kazoo') =>
  flow({ format })
    .step('rec', 'input.record', {
      prompt: { type: 'tts', text: 'Speak after the tone.' },
      maxSeconds: 60,
      variable: 'message',
      ...data,
    })
    .step('thanks', 'tts', { text: 'Kept at {{ vars.message }} {{ recording.url }}.' })
    .step('silent', 'tts', { text: 'We heard nothing. {{ recording.url }}' })
    .chain('rec')
    .edge('rec.next', 'thanks')
    .edge('rec.empty', 'silent')
    .build()

describe('the step Record in a Callflow JSON flow', () => {
  it('records with record_call, which every KAZOO uploads, and ends it by a key', () => {
    const call = callOf(message())
    const { tree } = call.ask()
    expect(line(tree)).toBe(
      'tts > audio_macro > collect_dtmf > record_call > collect_dtmf > record_call > pivot > play > hangup',
    )
    expect(along(tree, '_', '_', '_')?.data).toEqual({
      action: 'start',
      url: UPLOAD,
      method: 'put',
      time_limit: 60,
      should_follow_transfer: false,
    })
    expect(along(tree, '_', '_')?.data).toMatchObject({
      collection_name: expect.stringMatching(/^.+rec_1_before$/),
      timeout: 1,
    })
    expect(along(tree, '_', '_', '_', '_')?.data).toMatchObject({ max_digits: 1, timeout: 60_000 })
    expect(call.uploads.get(UPLOAD)).toEqual({
      flowId: 'main',
      version: 1,
      nodeId: 'rec',
      callId: 'call-1@example',
      visit: 1,
    })
  })

  it('tells later steps where the recording can be played, whether or not it was uploaded', () => {
    const call = callOf(message())
    const [address] = continuationsIn(call.ask().tree)
    expect(call.ask({}, address).tree.data.text).toBe(`Kept at ${ADDRESS} ${ADDRESS}.`)
  })

  it('is ended by one key alone where one is set, however many others are pressed', () => {
    const { tree } = callOf(message({ endKey: '*' })).ask()
    expect(along(tree, '_', '_', '_', '_')?.data).toMatchObject({ max_digits: 100, terminator: '*' })
  })

  it('answers the call before it beeps, and drops what was typed ahead, where nothing is said', () => {
    const { tree } = callOf(message({ prompt: { type: 'tts', text: '' } })).ask()
    expect(line(tree)).toBe(
      'collect_dtmf > audio_macro > collect_dtmf > record_call > collect_dtmf > record_call > pivot > play > hangup',
    )
    expect(line(callOf(message({ prompt: { type: 'tts', text: '' }, beep: false })).ask().tree)).toBe(
      'collect_dtmf > record_call > collect_dtmf > record_call > pivot > play > hangup',
    )
  })

  it('seals an address of its own each time', () => {
    const twice = flow()
      .step('a', 'input.record', { prompt: { type: 'tts', text: '' }, maxSeconds: 30 })
      .step('b', 'input.record', { prompt: { type: 'tts', text: '' }, maxSeconds: 30 })
      .chain('a', 'b')
      .build()
    const call = callOf(twice)
    const [back] = continuationsIn(call.ask().tree)
    call.ask({}, back)
    expect([...call.uploads.values()].map(({ nodeId, visit }) => [nodeId, visit])).toEqual([
      ['a', 1],
      ['b', 2],
    ])
  })

  it('keeps the address for the steps of later requests, until there is another recording', () => {
    const later = flow()
      .step('rec', 'input.record', { prompt: { type: 'tts', text: '' }, maxSeconds: 30 })
      .step('ask', 'input.digits', {
        variable: 'pin',
        prompt: { type: 'tts', text: 'PIN' },
        minDigits: 1,
        maxDigits: 4,
        attempts: 1,
        timeoutMs: 5000,
        interdigitTimeoutMs: 2000,
      })
      .step('say', 'tts', { text: '{{ recording.url }}' })
      .chain('rec', 'ask', 'say')
      .build()
    const call = callOf(later)
    const [first] = continuationsIn(call.ask().tree)
    const [second] = continuationsIn(call.ask({}, first).tree)
    expect(call.ask({ Digits: { ask_2: '1' } }, second).tree.data.text).toBe(ADDRESS)
  })

  it('shows no upload address in the log', () => {
    const answer = callOf(message()).ask()
    expect(answer.body).toContain('/recordings/upload1')
    expect(answer.loggedBody()).toContain('/recordings/••••')
    expect(answer.loggedBody()).not.toContain('upload1')
  })
})

describe('the step Record in a TwiML flow', () => {
  it('says something, records, and asks where to go on; silence makes the next verb ask', () => {
    const call = callOf(message({ silenceSeconds: 4, endKey: '#' }, 'twiml'))
    const { verbs } = call.askTwiml()
    expect(verbs.map(({ name }) => name)).toEqual(['Say', 'Record', 'Redirect'])
    expect(verbs[1]?.attributes).toMatchObject({
      action: `${UPLOAD}/token1`, // KAZOO sends the file below it, and hangs up at a recordingUrl
      maxLength: '60',
      timeout: '4',
      finishOnKey: '#',
      playBeep: 'true',
    })
    const [recorded, silent] = addressesIn(verbs)
    expect(verbs[1]?.attributes).not.toHaveProperty('recordingUrl')
    const uploaded = { RecordingUrl: `${recorded}/call_recording_call-1@example.mp3`, Digits: 'hangup' }
    expect(call.askTwiml(uploaded, recorded).verbs[0]?.text).toBe(`Kept at ${ADDRESS} ${ADDRESS}.`)
    expect(call.askTwiml({ Digits: 'hangup' }, silent).verbs[0]?.text.trim()).toBe('We heard nothing.')
  })

  it('answers the call by a pause where nothing is said: a Record does not', () => {
    const { verbs } = callOf(message({ prompt: { type: 'tts', text: '' } }, 'twiml')).askTwiml()
    expect(verbs.map(({ name }) => name)).toEqual(['Pause', 'Record', 'Redirect'])
  })
})

describe('Record the call', () => {
  it('is uploaded to the studio where it is to be kept there', () => {
    const document = flow()
      .step('rec', 'record_call', { action: 'start', url: '{{ studio.recordings }}', method: 'put' })
      .step('say', 'tts', { text: 'Hello' })
      .chain('rec', 'say')
      .build()
    const call = callOf(document)
    const answer = call.ask()
    expect(allModules(answer.tree).find(({ module }) => module === 'record_call')?.data.url).toBe(UPLOAD)
    expect(answer.loggedBody()).not.toContain('upload1')
  })
})
