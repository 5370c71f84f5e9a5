import { type FlowDocument, hasOwnZone } from '@callflow-studio/model'
import { flowListSchema, flowSchema, importedSchema, studioSchema, validationSchema } from '@callflow-studio/model/api'
import { flow } from '@callflow-studio/model/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startStudio, type TestStudio } from './testing/studio.ts'

let studio: TestStudio
beforeAll(async () => {
  const environment = { DEFAULT_TIMEZONE: 'Asia/Kolkata', DEFAULT_LOCALE: 'en-IN', STUDIO_EXAMPLES: 'true' }
  studio = await startStudio({ environment })
})
afterAll(() => studio.stop())

const HERE = { timezone: 'Asia/Kolkata', locale: 'en-IN' }

describe('DEFAULT_TIMEZONE and DEFAULT_LOCALE', () => {
  it('are told to browsers', async () =>
    expect(studioSchema.parse(await studio.api('GET', '/studio'))).toMatchObject({
      defaultTimezone: HERE.timezone,
      defaultLocale: HERE.locale,
    }))

  it('are those of new flows and imports, and of no document that comes whole', async () => {
    const empty = flowSchema.parse(await studio.api('POST', '/flows', { name: 'New' }, 201))
    expect(empty.document.settings).toMatchObject(HERE)
    expect(hasOwnZone((empty.document as unknown as FlowDocument).settings)).toBe(true)
    const source = { module: 'hangup', data: {} }
    const imported = importedSchema.parse(await studio.api('POST', '/import', { format: 'callflow', source }))
    expect(imported.document.settings).toMatchObject(HERE)
    const document = flow({ timezone: 'Europe/Berlin', locale: 'de-DE' }).build()
    const whole = flowSchema.parse(await studio.api('POST', '/flows', { name: 'Whole', document }, 201))
    expect(whole.document.settings).toMatchObject({ timezone: 'Europe/Berlin', locale: 'de-DE' })
  })

  it('are those of the examples', async () => {
    const { flows } = flowListSchema.parse(await studio.api('GET', '/flows'))
    const examples = flows.filter(({ name }) => name !== 'New' && name !== 'Whole')
    expect(examples.length).toBeGreaterThan(0)
    for (const { id } of examples)
      expect(flowSchema.parse(await studio.api('GET', `/flows/${id}`)).document.settings).toMatchObject(HERE)
  })
})

it('tells look-ups to servers that ALLOWED_HOSTS does not list, when a flow is checked', async () => {
  const data = {
    method: 'GET',
    url: 'http://10.0.0.5/x',
    headers: [],
    body: { type: 'none' },
    timeoutMs: 3000,
    assign: [],
  }
  const document = flow().step('h', 'data.http', data).chain('h').build()
  const { diagnostics } = validationSchema.parse(await studio.api('POST', '/validate', { document }))
  expect(diagnostics).toContainEqual(
    expect.objectContaining({ code: 'look-up.refused-host', nodeId: 'h', field: 'url' }),
  )
})
