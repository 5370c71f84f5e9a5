/** What is set in the studio: how the call log is kept, and when there is an alarm. */
import { alarmListSchema, callListSchema, DEFAULT_SETTINGS, shownSettingsSchema } from '@callflow-studio/model/api'
import { flow } from '@callflow-studio/model/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startStudio, type TestStudio } from './testing/studio.ts'

let studio: TestStudio
beforeAll(async () => {
  studio = await startStudio({ environment: { CALL_LOG_DAYS: '12' } })
})
afterAll(() => studio.stop())

const show = async () => shownSettingsSchema.parse(await studio.api('GET', '/settings'))
const save = (settings: object, status = 200) =>
  studio.api('PUT', '/settings', { ...DEFAULT_SETTINGS, ...settings }, status)

it('what a variable of the server sets wins, and the rest is what was saved', async () => {
  await save({ callLogDays: 3, callEndsAfterMinutes: 15 })
  expect((await show()).applies).toMatchObject({
    callLogDays: { value: 12, setBy: 'CALL_LOG_DAYS' },
    callLogMaxMb: { value: 2048, setBy: null },
    callEndsAfterMinutes: { value: 15, setBy: null },
    deletedFlowsDays: { value: 90, setBy: null },
  })
  expect(await studio.api('GET', '/studio')).toMatchObject({ callEndsAfterMinutes: 15 })
  await studio.restart()
  expect((await show()).settings).toMatchObject({ callLogDays: 3, callEndsAfterMinutes: 15 })
})

it('keeps what a client of an earlier version leaves out', async () => {
  await save({ callLogDays: 3, alarmRefused: 7 })
  await studio.api('PUT', '/settings', { callLogDays: 5, keepsBodies: true })
  expect((await show()).settings).toMatchObject({ callLogDays: 5, alarmRefused: 7 })
  await save({})
})

it.each([{ callLogDays: 0 }, { callEndsAfterMinutes: 2000 }, { alarmUrl: 'ftp://a.example' }, { keepsBodies: 'no' }])(
  'refuses %o',
  async (settings) => void (await save(settings, 422)),
)

it('without bodies, the log knows who called and which steps ran, and nothing that was sent', async () => {
  await save({ keepsBodies: false })
  const document = flow().step('say', 'tts', { text: 'Hello {{ custom.pet }}.' }).chain('say').build()
  const { pivotUrl } = await studio.publish(document)
  await studio.ask(pivotUrl, { 'Call-ID': 'bare', 'Custom-Application-Vars': { pet: 'Schnurri' } })
  const [call] = callListSchema.parse(await studio.api('GET', '/calls?callId=bare')).calls
  expect(await studio.api('GET', `/calls/${call?.id}`)).toMatchObject({
    callerName: 'Alice Example',
    request: null,
    response: null,
    variables: {},
    nodes: [{ nodeId: 'start' }, { nodeId: 'say' }],
  })
  expect(studio.stored()).not.toContain('Schnurri')
  await save({})
})

it('tells of a flow whose calls fail, with one of them, its path, and the version to go back to', async () => {
  const sound = flow().step('say', 'tts', { text: 'Hello.' }, { name: 'Greeting' }).chain('say').build()
  const broken = flow().step('box', 'voicemail', { id: '{{ custom.box }}' }, { name: 'Mailbox' }).chain('box').build()
  const { id, pivotUrl } = await studio.publish(sound, 'Front desk')
  for (let count = 0; count < 4; count++) await studio.ask(pivotUrl, { 'Call-ID': `good-${count}` })
  const list = async () => alarmListSchema.parse(await studio.api('GET', '/alarms')).alarms
  expect(await list()).toEqual([])
  await studio.api('POST', `/flows/${id}/publish`, {})
  await studio.api('POST', `/flows/${id}/versions/1/activate`)
  await studio.api('PUT', `/flows/${id}`, { name: 'Front desk', document: broken, revision: 1 })
  await studio.api('POST', `/flows/${id}/publish`, {})
  await studio.ask(pivotUrl, { 'Call-ID': 'bad' })
  expect(await list()).toMatchObject([
    {
      kind: 'failed',
      flowName: 'Front desk',
      calls: 5,
      count: 1,
      example: { key: 'bad', error: expect.any(String), path: expect.arrayContaining(['Mailbox']) },
      liveVersion: 3,
      previousVersion: 1, // 2 was not live when 3 was published
    },
  ])
  await save({ alarmFailedPercent: 50 })
  expect(await list()).toEqual([])
})
