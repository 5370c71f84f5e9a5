/** For which KAZOO a flow is made, over real HTTP: the installation's, the flow's own, and what each changes. */
import { encodeRequest, type FlowDocument } from '@callflow-studio/model'
import { flowListSchema, importedSchema, studioSchema, validationSchema } from '@callflow-studio/model/api'
import { flow, QUBICLE } from '@callflow-studio/model/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startStudio, type TestStudio } from './testing/studio.ts'

let studio: TestStudio
beforeAll(async () => {
  studio = await startStudio({ environment: { KAZOO_VERSION: '4.3' } })
})
afterAll(() => studio.stop())

const importFrom = async (source: unknown, kazoo?: string) =>
  importedSchema.parse(await studio.api('POST', '/import', { format: 'callflow', source, ...(kazoo ? { kazoo } : {}) }))
const answering = (kazoo?: FlowDocument['settings']['kazoo']): FlowDocument => {
  const document = flow().step('a', 'answer').step('x', 'noop').chain('a', 'x').build()
  return kazoo ? { ...document, settings: { ...document.settings, kazoo } } : document
}
const validate = async (document: unknown) =>
  validationSchema.parse(await studio.api('POST', '/validate', { document })).diagnostics

describe('the installation’s KAZOO', () => {
  it('is told to the designer', async () =>
    expect(studioSchema.parse(await studio.api('GET', '/studio')).kazooVersion).toBe('4.3'))

  it('counts for flows that name none, which a flow’s own overrules', async () => {
    expect(await validate(answering())).toMatchObject([
      { severity: 'error', code: 'module.other-version', fix: { kind: 'set-setting', value: '5' } },
    ])
    expect(await validate(answering('5'))).toEqual([])
  })

  it('is what a flow leaves for as a callflow: modules that it lacks are written as others', async () => {
    const exported = async (document: FlowDocument) => {
      const { id } = await studio.api<{ id: string }>('POST', '/flows', { name: 'x', document }, 201)
      return studio.api('GET', `/flows/${id}/export?format=callflow`)
    }
    const quiet = { module: 'sleep', data: { duration: 0 } }
    expect(await exported(answering())).toEqual({ module: 'answer', data: {}, children: { _: quiet } })
    expect(await exported(answering('5'))).toMatchObject({ children: { _: { module: 'noop' } } })
  })

  it('leaves with the modules named that it lacks', async () => {
    const document = flow().step('beep', 'tones', { tones: [] }).chain('beep').build()
    const { id } = await studio.api<{ id: string }>('POST', '/flows', { name: 'x', document }, 201)
    expect(await studio.api('GET', `/flows/${id}/export?format=callflow&withDiagnostics=true`)).toMatchObject({
      callflow: { module: 'tones' },
      diagnostics: [
        {
          severity: 'warning',
          code: 'module.other-version',
          nodeId: 'beep',
          message: expect.stringMatching(/^KAZOO 4\.3 does not have this step/),
        },
      ],
    })
  })
})

describe('an import', () => {
  it('gives a flow no setting of its own unless it is asked for', async () => {
    const plain = await importFrom({ module: 'answer', data: {} })
    expect(plain).toMatchObject({ profile: '4.3', diagnostics: [{ code: 'module.other-version' }] })
    expect(plain.document.settings).not.toHaveProperty('kazoo')
    const asked = await importFrom({ module: 'answer', data: {} }, '5')
    expect(asked).toMatchObject({ profile: '5', diagnostics: [], document: { settings: { kazoo: '5' } } })
  })

  it('keeps a module that the studio does not know, and answers KAZOO with it to the letter', async () => {
    const source = JSON.stringify({ flow: QUBICLE })
    const { document, diagnostics } = await importFrom(source)
    expect(diagnostics.map(({ severity, code }) => [severity, code])).toContainEqual(['warning', 'module.unknown'])
    const { id, pivotUrl } = await studio.publish(document as unknown as FlowDocument)
    // Not by `ask`, which holds answers against KAZOO's own schemas.
    const target = { voiceUrl: pivotUrl, method: 'post', reqFormat: 'kazoo', bodyFormat: 'json' } as const
    const { body, contentType } = encodeRequest(target, { 'Call-ID': 'c1', From: '1@x', To: '2@x' })
    const { status, text } = await studio.send(new URL(pivotUrl).pathname, {
      method: 'POST',
      headers: { 'content-type': contentType },
      body,
    })
    expect(status).toBe(200)
    expect(JSON.parse(text)).toEqual(QUBICLE)
    expect(await studio.api('GET', `/flows/${id}/export?format=callflow`)).toEqual(QUBICLE)
    const { checks } = await studio.api<{ checks: { name: string; ok: boolean }[] }>('POST', `/flows/${id}/probe`)
    expect(checks.find(({ name }) => name === 'Answer')).toMatchObject({ ok: true })
  })

  it('is previewed with the exits of an unknown module to choose from', async () => {
    const { document } = await importFrom(QUBICLE)
    const { id } = await studio.publish(document as unknown as FlowDocument)
    const preview = (does: unknown[]) =>
      studio.api<{ waitingFor: { kind: string; choices: unknown } | null; ended?: string }>(
        'POST',
        `/flows/${id}/preview`,
        { does },
      )
    const { waitingFor } = await preview([])
    expect(waitingFor).toMatchObject({
      kind: 'choice',
      text: 'qubicle runs in KAZOO',
      choices: [
        { key: 'exit:timeout', label: 'timeout' },
        { key: 'exit:_', label: 'Continues' },
        { key: 'ends', label: 'Ends the call' },
      ],
    })
    expect(await preview([{ outcome: 'ends' }])).toMatchObject({ waitingFor: null, ended: 'qubicle ends the call.' })
    expect((await preview([{ outcome: 'exit:_' }])).waitingFor?.kind).not.toBe('choice')
  })
})

describe('a setting that there is not', () => {
  it('is said, and leaves the other settings as they are', async () => {
    const document = flow().step('hi', 'tts', { text: 'Hi' }).chain('hi').build()
    const settings = { format: 'twiml', kazoo: '6', locale: 'de-DE', timezone: 'Europe/Berlin' }
    const diagnostics = await validate({ ...document, settings })
    expect(diagnostics[0]).toMatchObject({
      severity: 'error',
      code: 'field.invalid',
      nodeId: null,
      field: 'settings.kazoo',
      fix: { kind: 'set-setting', value: 'any' },
    })
    const { id } = await studio.api<{ id: string }>(
      'POST',
      '/flows',
      { name: 'x', document: { ...document, settings } },
      201,
    )
    await studio.api('POST', `/flows/${id}/publish`, {}, 422)
  })
})

describe('the list of flows', () => {
  it('says what a flow is made for, and what it needs', async () => {
    const { id } = await studio.api<{ id: string }>('POST', '/flows', { name: 'x', document: answering('4.3') }, 201)
    const { flows } = flowListSchema.parse(await studio.api('GET', '/flows'))
    expect(flows.find((each) => each.id === id)).toMatchObject({ kazoo: '4.3', needsKazoo: ['5.0-dev', '5'] })
  })
})
