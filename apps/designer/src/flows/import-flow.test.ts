import { importCallflow, importTwiml } from '@callflow-studio/model'
import type { Flow } from '@callflow-studio/model/api'
import { describe, expect, it } from 'vitest'
import { ApiError } from '../api/api-error.ts'
import { type ImportDeps, importFlow, setKazoo } from './import-flow.ts'

const ANN = '7c'.repeat(16)

/** A server that draws as the real one does, and remembers what was made. */
function server() {
  const made: string[] = []
  const stored: Flow['document'][] = []
  const deps: ImportDeps = {
    read: async () => ({
      callflow: { name: 'Sales', flow: { module: 'user', data: { id: ANN } } },
      names: { [ANN]: 'Ann Bell', other: 'Not in it' },
    }),
    draw: async (format, text, { kazoo, baseUrl }) => {
      const result = format === 'twiml' ? importTwiml(text, { kazoo, baseUrl }) : importCallflow(text, { kazoo })
      const diagnostics = result.diagnostics.map((each) => ({ ...each }))
      if (!result.ok) throw new ApiError(422, { title: 'Nothing in it can be drawn.', status: 422, diagnostics })
      return { document: result.value as unknown as Flow['document'], diagnostics, profile: kazoo ?? 'any' }
    },
    settings: async () => ({ timezone: 'Europe/Berlin', locale: 'de-DE' }),
    create: async ({ name, document }) => {
      made.push(name)
      stored.push(document)
      return { id: `f${made.length}` }
    },
  }
  return { made, stored, deps }
}

const callflow = (value: unknown) => ({ kind: 'callflow' as const, name: 'Line', text: JSON.stringify(value) })

describe('an import', () => {
  it('is a flow, with the number of its steps', async () => {
    const { made, deps } = server()
    const bye = { module: 'hangup', data: {} }
    const result = await importFlow(callflow({ module: 'tts', data: { text: 'Hi' }, children: { _: bye } }), deps)
    expect(result).toEqual({ name: 'Line', flowId: 'f1', steps: 2, profile: 'any', needs: [], problems: [] })
    expect(made).toEqual(['Line'])
  })

  it('of a KAZOO account belongs to it, and keeps what its steps name', async () => {
    const { stored, deps } = server()
    const source = { kind: 'kazoo', name: 'Sales', accountId: 'a1', callflowId: 'c1' } as const
    expect(await importFlow(source, deps, '4.3')).toMatchObject({
      name: 'Sales',
      flowId: 'f1',
      steps: 1,
      profile: '4.3',
    })
    expect(stored[0]?.settings).toMatchObject({ kazooAccount: 'a1', timezone: 'Europe/Berlin' })
    expect(stored[0]?.nodes).toContainEqual(expect.objectContaining({ type: 'user', names: { [ANN]: 'Ann Bell' } }))
  })

  it('says why a callflow of KAZOO cannot be read', async () => {
    const { made, deps } = server()
    const read = () => Promise.reject(new ApiError(502, { title: 'KAZOO is away.', status: 502 }))
    const source = { kind: 'kazoo', name: 'Sales', accountId: 'a1', callflowId: 'c1' } as const
    expect(await importFlow(source, { ...deps, read })).toMatchObject({
      flowId: null,
      problems: [{ severity: 'error', message: 'KAZOO is away.' }],
    })
    expect(made).toEqual([])
  })

  it('begins in the zone and language of this place; a document of a studio keeps its own', async () => {
    const { stored, deps } = server()
    await importFlow(callflow({ module: 'tts', data: { text: 'Hi' } }), deps)
    const settings = { format: 'kazoo', locale: 'en-US', timezone: 'America/New_York' }
    const document = { nodes: [], edges: [], settings } as unknown as Flow['document']
    await importFlow({ kind: 'document', name: 'Other', document }, deps)
    expect(stored.map((each) => each.settings)).toMatchObject([
      { locale: 'de-DE', timezone: 'Europe/Berlin' },
      settings,
    ])
  })

  it('says of which step each problem is, errors first, and each once', async () => {
    const { deps } = server()
    const source = { module: 'tts', data: { text: 'Hi' }, children: { _: { module: 'answer', data: {} }, '1': {} } }
    const { flowId, problems } = await importFlow(callflow(source), deps)
    expect(flowId).toBe('f1')
    expect(problems[0]).toMatchObject({ severity: 'error', step: { type: 'answer' } })
    expect(problems.find(({ message }) => message.includes('empty step'))).toMatchObject({
      severity: 'warning',
      step: { title: 'Say text', type: 'tts' },
      place: '1',
    })
    expect(new Set(problems.map(({ step, message }) => `${step?.title} ${message}`)).size).toBe(problems.length)
  })

  it('says which KAZOO has all of its steps, and is set to it', async () => {
    const { deps } = server()
    const result = await importFlow(callflow({ module: 'answer', data: {} }), deps)
    expect(result).toMatchObject({ profile: 'any', needs: ['5.0-dev', '5'], problems: [{ severity: 'error' }] })
    expect(await importFlow(callflow({ module: 'answer', data: {} }), deps, '5')).toMatchObject({
      profile: '5',
      needs: [],
      problems: [],
    })
    let saved: unknown
    const document = { nodes: [{ id: 'n1', type: 'answer', position: { x: 0, y: 0 }, data: {} }], edges: [] }
    const changed = await setKazoo({ ...result, flowId: 'f1' }, '5.0-dev', {
      read: async () => ({ name: 'Line', revision: 3, document }),
      save: async (id, flow) => {
        saved = [id, flow]
      },
      validate: async () => ({ diagnostics: [] }),
    })
    expect(changed).toMatchObject({ profile: '5.0-dev', needs: [], problems: [] })
    expect(saved).toMatchObject(['f1', { revision: 3, document: { settings: { kazoo: '5.0-dev' } } }])
  })

  it('of an entry without a flow makes none, and says how to get it', async () => {
    const { made, deps } = server()
    const result = await importFlow({ kind: 'summary', name: '2001' }, deps)
    expect(result).toMatchObject({ name: '2001', flowId: null, problems: [{ severity: 'error' }] })
    expect(made).toEqual([])
  })

  it('that cannot be drawn makes no flow, and says why and where', async () => {
    const { made, deps } = server()
    const result = await importFlow({ kind: 'callflow', name: 'x', text: '{\n"module": }' }, deps)
    expect(result).toMatchObject({ flowId: null, steps: 0 })
    expect(result.problems).toEqual([
      { severity: 'error', step: null, place: '', message: expect.stringContaining('Line 2, column 11') },
    ])
    expect(made).toEqual([])
  })

  it('that the server does not take makes no flow either', async () => {
    const deps = { ...server().deps, create: () => Promise.reject(new Error('Callflow Studio cannot be reached.')) }
    const result = await importFlow(callflow({ module: 'hangup', data: {} }), deps)
    expect(result).toMatchObject({ flowId: null, problems: [{ message: 'Callflow Studio cannot be reached.' }] })
  })

  it('of TwiML asks once where the document is served, if it has relative addresses', async () => {
    const { made, deps } = server()
    const source = { kind: 'twiml' as const, name: 'Menu', text: '<Response><Redirect>/next</Redirect></Response>' }
    const asked = await importFlow(source, deps)
    expect(asked).toMatchObject({ flowId: null, question: { source, isInvalid: false } })
    const refused = await importFlow({ ...source, baseUrl: 'app.example' }, deps)
    expect(refused).toMatchObject({ flowId: null, question: { isInvalid: true } })
    expect(made).toEqual([])
    const known = await importFlow({ ...source, baseUrl: 'https://app.example/ivr' }, deps)
    expect(known.problems.filter(({ severity }) => severity === 'error')).toEqual([])
    const without = await importFlow({ ...source, baseUrl: null }, deps)
    expect(without.problems.filter(({ severity }) => severity === 'error')).toHaveLength(1)
    expect(made).toEqual(['Menu', 'Menu'])
  })

  it('of TwiML without relative addresses asks nothing', async () => {
    const source = { kind: 'twiml' as const, name: 'Menu', text: '<Response><Say>Hi</Say></Response>' }
    expect(await importFlow(source, server().deps)).toMatchObject({ flowId: 'f1', steps: 1 })
  })

  it('of a document takes it as it is', async () => {
    const document = { schemaVersion: 1, nodes: [{ id: 'start' }], edges: [] } as unknown as Flow['document']
    const result = await importFlow({ kind: 'document', name: 'Mine', document }, server().deps)
    expect(result).toMatchObject({ flowId: 'f1', problems: [] })
  })
})
