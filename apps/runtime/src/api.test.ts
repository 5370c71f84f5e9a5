import { emptyDocument, type FlowDocument } from '@callflow-studio/model'
import {
  callListSchema,
  callSummariesSchema,
  exampleListSchema,
  flowListSchema,
  flowSchema,
  importedSchema,
  previewSchema,
  probeSchema,
  problemSchema,
  publishedSchema,
  studioSchema,
  validationSchema,
  versionListSchema,
  versionSchema,
} from '@callflow-studio/model/api'
import { flow } from '@callflow-studio/model/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startStudio, type TestStudio } from './testing/studio.ts'
import { serve } from './testing/web-server.ts'

const saying = (text: string): FlowDocument => flow().step('say', 'tts', { text }).chain('say').build()
const broken = () => saying('')

let studio: TestStudio
beforeAll(async () => {
  studio = await startStudio()
})
afterAll(() => studio.stop())

const json = { 'content-type': 'application/json' }
const create = async (document: unknown = saying('Hello.'), name = 'A flow') =>
  flowSchema.parse(await studio.api('POST', '/flows', { name, document }, 201))
/** @returns the problem document of a request that is refused. */
async function problem(status: number, method: string, path: string, body?: unknown) {
  const received = await studio.send(`/api${path}`, {
    method,
    ...(body === undefined ? {} : { headers: json, body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  expect(received.headers['content-type']).toBe('application/problem+json')
  const parsed = problemSchema.parse(JSON.parse(received.text))
  expect([received.status, parsed.status]).toEqual([status, status])
  return parsed
}

describe('drafts', () => {
  it('are created, read, saved and listed', async () => {
    const created = await create()
    expect(created).toMatchObject({ revision: 1, liveVersion: null, latestVersion: null, draftChanged: true })
    expect(created.pivotUrl).toMatch(/\/pivot\/[A-Za-z0-9_-]{22,}$/)
    const saved = flowSchema.parse(
      await studio.api('PUT', `/flows/${created.id}`, { name: 'Renamed', document: saying('Bye.'), revision: 1 }),
    )
    expect(saved).toMatchObject({ name: 'Renamed', revision: 2 })
    expect(await studio.api('GET', `/flows/${created.id}`)).toEqual(saved)
    const { flows } = flowListSchema.parse(await studio.api('GET', '/flows'))
    expect(flows.find(({ id }) => id === created.id)).toMatchObject({
      name: 'Renamed',
      steps: 1,
      draftChanged: true,
      changedSteps: 0,
    })
    const found = async (q: string) =>
      flowListSchema.parse(await studio.api('GET', `/flows?q=${encodeURIComponent(q)}`)).flows.map(({ id }) => id)
    expect(await found('RENAMED bye.')).toEqual([created.id])
    expect(await found('renamed hello')).toEqual([])
  })

  it('begin with a start and a fallback where no document is sent', async () => {
    expect((await create(undefined)).document.nodes).toHaveLength(3)
    const empty = flowSchema.parse(await studio.api('POST', '/flows', { name: 'Empty' }, 201))
    expect(empty.document).toEqual(emptyDocument())
  })

  it('may be as unfinished as they are, and keep keys that nobody knows', async () => {
    const document = {
      nodes: [{ id: 'x', type: 'new.kind', extra: { deep: [1] } }, 'rubbish'],
      edges: [null],
      future: 1,
    }
    const { id } = await create(document)
    expect((await studio.api<{ document: unknown }>('GET', `/flows/${id}`)).document).toEqual(document)
    expect(flowListSchema.safeParse(await studio.api('GET', '/flows')).success).toBe(true)
  })

  it('of two editors: the second gets 409, learns what is stored, and nothing is overwritten', async () => {
    const { id } = await create()
    await studio.api('PUT', `/flows/${id}`, { name: 'First', document: saying('First.'), revision: 1 })
    const { current } = await problem(409, 'PUT', `/flows/${id}`, {
      name: 'Second',
      document: saying('x'),
      revision: 1,
    })
    expect(current?.revision).toBe(2)
    expect(await studio.api('GET', `/flows/${id}`)).toMatchObject({ name: 'First', revision: 2 })
  })

  it('saved at the same moment: exactly one wins', async () => {
    const { id } = await create()
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        studio.send(`/api/flows/${id}`, {
          method: 'PUT',
          headers: json,
          body: JSON.stringify({ name: `Editor ${index}`, document: saying('x'), revision: 1 }),
        }),
      ),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(409)])
  })

  it('are refused where they are no flow, or of a newer studio, and left as they are', async () => {
    const { id } = await create()
    const save = (document: unknown) => problem(422, 'PUT', `/flows/${id}`, { name: 'x', document, revision: 1 })
    for (const document of [null, [], 'x', {}, { nodes: [], edges: {} }])
      expect((await save(document)).diagnostics?.[0]?.code).toBe('document.not-a-flow')
    expect((await save({ ...saying('x'), schemaVersion: 99 })).diagnostics?.[0]?.code).toBe('document.newer')
    expect(await studio.api('GET', `/flows/${id}`)).toMatchObject({ revision: 1 })
  })

  it('go to the trash and come back as they were, live version and all', async () => {
    const { id, pivotUrl } = await studio.publish(saying('Hello.'))
    await studio.api('DELETE', `/flows/${id}`, undefined, 204)
    await problem(404, 'GET', `/flows/${id}`)
    const trash = flowListSchema.parse(await studio.api('GET', '/flows?trash=true'))
    expect(trash.flows.find((one) => one.id === id)?.deletedAt).not.toBeNull()
    expect(await studio.api('GET', `/flows/${id}/versions/1`)).toMatchObject({ version: 1, isLive: false })
    expect((await studio.ask(pivotUrl)).tree).not.toMatchObject({ data: { text: 'Hello.' } })
    expect(flowSchema.parse(await studio.api('POST', `/flows/${id}/restore`))).toMatchObject({ id, liveVersion: 1 })
    expect((await studio.ask(pivotUrl)).status).toBe(200)
  })
})

describe('publishing', () => {
  it('makes an immutable version that new calls get at once, and leaves the revision alone', async () => {
    const { id, pivotUrl } = await create()
    const published = publishedSchema.parse(await studio.api('POST', `/flows/${id}/publish`, { note: 'First' }))
    expect(published).toEqual({ version: 1, pivotUrl, diagnostics: [] })
    expect((await studio.ask(pivotUrl)).tree.data.text).toBe('Hello.')
    expect(await studio.api('GET', `/flows/${id}`)).toMatchObject({ revision: 1, liveVersion: 1, draftChanged: false })
  })

  it('is refused with all that is wrong, and the draft stays', async () => {
    const { id, pivotUrl } = await create(broken())
    const { diagnostics } = await problem(422, 'POST', `/flows/${id}/publish`, {})
    expect(diagnostics?.[0]).toMatchObject({ severity: 'error', nodeId: 'say', field: 'text' })
    expect((await studio.ask(pivotUrl)).status).toBe(404)
    expect(await studio.api('GET', `/flows/${id}`)).toMatchObject({ liveVersion: null, document: broken() })
  })

  it('is refused where someone saved after the check', async () => {
    const { id } = await create()
    await studio.api('PUT', `/flows/${id}`, { name: 'x', document: saying('Else.'), revision: 1 })
    expect((await problem(409, 'POST', `/flows/${id}/publish`, { revision: 1 })).current?.revision).toBe(2)
  })

  it('keeps every version, and any of them can be made live again', async () => {
    const { id, pivotUrl } = await studio.publish(saying('One.'))
    await studio.api('PUT', `/flows/${id}`, { name: 'x', document: saying('Two.'), revision: 1 })
    expect(await studio.api('GET', `/flows/${id}`)).toMatchObject({ draftChanged: true })
    await studio.api('POST', `/flows/${id}/publish`, { note: 'Second' })
    const { versions } = versionListSchema.parse(await studio.api('GET', `/flows/${id}/versions`))
    expect(versions.map(({ version, note, isLive, changedSteps }) => [version, note, isLive, changedSteps])).toEqual([
      [2, 'Second', true, 1],
      [1, '', false, expect.any(Number)],
    ])
    await studio.api('POST', `/flows/${id}/versions/1/activate`)
    expect((await studio.ask(pivotUrl)).tree.data.text).toBe('One.')
    const old = versionSchema.parse(await studio.api('GET', `/flows/${id}/versions/1`))
    expect(old).toMatchObject({ isLive: true, document: saying('One.') })
    await problem(404, 'POST', `/flows/${id}/versions/9/activate`)
    await problem(404, 'GET', `/flows/${id}/versions/x`)
  })

  it('counts changed steps for the list; moving one is no change', async () => {
    const { id } = await studio.publish(saying('One.'))
    const moved = saying('One.')
    for (const node of moved.nodes) node.position.x += 40
    await studio.api('PUT', `/flows/${id}`, { name: 'x', document: moved, revision: 1 })
    const listed = async () =>
      flowListSchema.parse(await studio.api('GET', '/flows')).flows.find((one) => one.id === id)
    expect(await listed()).toMatchObject({ draftChanged: false, changedSteps: 0 })
    await studio.api('PUT', `/flows/${id}`, { name: 'x', document: saying('Two.'), revision: 2 })
    expect(await listed()).toMatchObject({ draftChanged: true, changedSteps: 1 })
  })

  it('can be taken back, and the address changed', async () => {
    const { id, pivotUrl } = await studio.publish(saying('One.'))
    expect(await studio.api('POST', `/flows/${id}/unpublish`)).toMatchObject({ liveVersion: null, latestVersion: 1 })
    expect((await studio.ask(pivotUrl)).status).toBe(404)
    await studio.api('POST', `/flows/${id}/versions/1/activate`)
    const rotated = await studio.api<{ pivotUrl: string }>('POST', `/flows/${id}/rotate-key`)
    expect((await studio.ask(pivotUrl)).status).toBe(404)
    expect((await studio.ask(rotated.pivotUrl)).status).toBe(200)
  })
})

describe('checking and trying out', () => {
  it('validates any document', async () => {
    const checked = validationSchema.parse(await studio.api('POST', '/validate', { document: broken() }))
    expect(checked.diagnostics[0]).toMatchObject({ severity: 'error', nodeId: 'say' })
    expect(checked.mostRequests).toBe(1)
    await problem(422, 'POST', '/validate', { document: 1 })
  })

  it('reports each path through a flow, sub-flows included, and what comes back to itself', async () => {
    const { id } = await studio.publish(saying('Hello.'))
    const calling = (flowId: string) => ({
      ...saying('Bye.'),
      nodes: [
        ...saying('Bye.').nodes.filter(({ id }) => id !== 'say'),
        { id: 'call', type: 'flow.call', position: { x: 0, y: 0 }, data: { flowId, inputs: [], outputs: [] } },
      ],
      edges: [{ id: 'e', source: 'start', sourceHandle: 'next', target: 'call' }],
    })
    const check = async (flowId: string) =>
      validationSchema.parse(
        await studio.api('POST', '/validate', { document: calling(flowId), flowId: 'own', withReport: true }),
      )
    const { report, mostRequests } = await check(id)
    expect(mostRequests).toBe(1)
    expect(report?.isComplete).toBe(true)
    expect(report?.paths).toMatchObject([{ requests: { least: 1, most: 1 }, cuts: [], backTo: null }])
    expect(report?.paths[0]?.steps.map(({ flowId, nodeId }) => [flowId, nodeId])).toContainEqual([id, 'say'])
    const errors = async (flowId: string) =>
      (await check(flowId)).diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code)
    expect(await errors('own')).toEqual(['flow-call.recursion'])
    expect(await errors('gone')).toEqual(['flow-call.missing'])
  })

  it('previews what was sent, a version, or the draft, and logs none of it', async () => {
    const { id } = await studio.publish(saying('Version one.'))
    await studio.api('PUT', `/flows/${id}`, { name: 'x', document: saying('The draft.'), revision: 1 })
    const heard = async (body: object) => {
      const preview = previewSchema.parse(await studio.api('POST', `/flows/${id}/preview`, body))
      return preview.events.filter(({ kind }) => kind === 'speech').map(({ text }) => text)
    }
    expect(await heard({ document: saying('Sent, {{ caller.name }}.'), call: { callerName: 'Bo' } })).toEqual([
      'Sent, Bo.',
    ])
    expect(await heard({ version: 1 })).toEqual(['Version one.'])
    expect(await heard({})).toEqual(['The draft.'])
    const { calls } = callListSchema.parse(await studio.api('GET', `/calls?flow=${id}`))
    expect(calls).toEqual([])
  })

  it('previews a flow with its menu, key by key', async () => {
    const { examples } = exampleListSchema.parse(await studio.api('GET', '/examples'))
    const { id } = await create(examples[0]?.document)
    const waiting = previewSchema.parse(await studio.api('POST', `/flows/${id}/preview`, {}))
    expect(waiting.waitingFor?.choices.map(({ key, label }) => `${key} ${label}`)).toContain('1 Sales')
    const does = [{ digits: '1' }, { outcome: 'NO_ANSWER' }]
    const played = previewSchema.parse(await studio.api('POST', `/flows/${id}/preview`, { does }))
    expect(played.exchanges).toHaveLength(2)
    expect(played.waitingFor?.nodeId).toBe('mailbox')
  })

  it('gives tokens in previews that open nothing', async () => {
    const { examples } = exampleListSchema.parse(await studio.api('GET', '/examples'))
    const { id } = await create(examples[0]?.document)
    const { exchanges } = previewSchema.parse(
      await studio.api('POST', `/flows/${id}/preview`, { does: [{ digits: '1' }] }),
    )
    const path = exchanges[1]?.request.url.replace(/^http:\/\/[^/]+/, '') ?? ''
    expect(path).toMatch(/^\/pivot\/.+\/.+/)
    expect((await studio.send(path, { method: 'POST' })).status).toBe(403)
  })

  it('tests the public URL, and says what is wrong with it', async () => {
    const { id } = await studio.publish(saying('One.'))
    const { checks } = probeSchema.parse(await studio.api('POST', `/flows/${id}/probe`))
    expect(checks.filter(({ ok }) => !ok).map(({ name }) => name)).toEqual(['Address'])
    expect(studioSchema.parse(await studio.api('GET', '/studio')).publicUrlProblem).toContain('127.0.0.1')
    const draft = await create()
    const { calls } = callListSchema.parse(await studio.api('GET', `/calls?flow=${id}`))
    expect(calls.map(({ isTest, callerName }) => [isTest, callerName])).toEqual([[true, 'Test this URL']])
    const marked = callSummariesSchema.parse(await studio.api('GET', `/calls/summaries?flow=${id}`)).calls
    expect(marked.map(({ outcome }) => outcome)).toEqual(['test'])
    expect(
      flowListSchema.parse(await studio.api('GET', '/flows')).flows.find((one) => one.id === id)?.callsToday.calls,
    ).toBe(0)
    const { checks: unpublished } = probeSchema.parse(await studio.api('POST', `/flows/${draft.id}/probe`))
    expect(unpublished.filter(({ ok }) => !ok).map(({ name }) => name)).toContain('Published')
  })
})

describe('testing a public URL that leads elsewhere', () => {
  const probe = async (answer: string, headers: Record<string, string> = {}, status = 200) => {
    const other = await serve((_, response) =>
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(answer),
    )
    const own = await startStudio({ environment: { PUBLIC_URL: `http://127.0.0.1:${other.port}` } })
    const { id } = await own.publish(saying('One.'))
    const { checks } = probeSchema.parse(await own.api('POST', `/flows/${id}/probe`))
    await own.stop()
    other.close()
    return Object.fromEntries(checks.map(({ name, ok, detail }) => [name, ok ? 'ok' : detail]))
  }

  it('says that something else answers, and why KAZOO would refuse it', async () => {
    const checks = await probe('{"module":"voicemail","data":{"id":"sales"}}', { 'set-cookie': 'a=b' })
    expect(checks).toMatchObject({
      Connection: expect.any(String),
      'This studio': 'Something else answers at this address.',
      Status: 'ok',
      Answer: expect.stringMatching(/voicemail.*32 characters.*silence/),
      Headers: expect.stringContaining('cookie'),
    })
  })

  it('says what is no JSON, no callflow, no 200, or a redirect', async () => {
    expect((await probe('<html>')).Answer).toMatch(/no JSON.*hang up/)
    expect((await probe('{}')).Answer).toMatch(/names no module.*silence/)
    expect((await probe('Bad gateway', {}, 502)).Status).toContain('502')
    expect((await probe('', { location: '/elsewhere' }, 301)).Status).toContain('a redirect to /elsewhere')
  })
})

describe('what the API refuses', () => {
  it('is a problem document, unknown paths among it', async () => {
    for (const path of ['', '/', '/nothing', '/flows/none', '/calls/none', '/flows/none/versions'])
      await problem(404, 'GET', path)
    await problem(404, 'PATCH', '/flows')
    await problem(404, 'POST', '/flows/none/preview', {})
  })

  it('400 for broken JSON, 422 for what does not fit, 413 for what is too large', async () => {
    await problem(400, 'POST', '/flows', '{')
    await problem(422, 'POST', '/flows', { name: '' })
    await problem(422, 'GET', '/calls?limit=many')
    await problem(413, 'POST', '/flows', `{"name":"${'x'.repeat(9 * 1024 * 1024)}"}`)
  })

  it('415 for anything but JSON', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', ''])
      expect(
        (await studio.send('/api/flows', { method: 'POST', headers: type ? { 'content-type': type } : {}, body: '{}' }))
          .status,
      ).toBe(415)
  })
})

describe('an import of TwiML', () => {
  const draw = async (source: string, baseUrl?: string) =>
    importedSchema.parse(await studio.api('POST', '/import', { format: 'twiml', source, baseUrl }))
  const source =
    '<Response><Gather action="/keys"><Say>Press a key.</Say></Gather><Redirect>../start</Redirect></Response>'
  const asked = ({ document }: { document: unknown }): string[] =>
    JSON.stringify(document).match(/"voice_url":"[^"?]*/g) ?? []

  it('resolves relative addresses against baseUrl', async () =>
    expect(asked(await draw(source, 'https://app.example/ivr/menu'))).toEqual([
      '"voice_url":"https://app.example/keys',
      '"voice_url":"https://app.example/start',
    ]))

  it('goes without it, and says what is missing', async () => {
    const { diagnostics } = await draw(source)
    expect(diagnostics.filter(({ code }) => code === 'import.address-unknown')).toHaveLength(2)
  })

  it.each([
    ['a baseUrl that is none', { source, baseUrl: 'app.example' }, 'import.base-url'],
    ['verbs by the thousand', { source: `<Response>${'<Say>Hi</Say>'.repeat(20_000)}</Response>` }, 'import.too-large'],
    ['entities', { source: '<!DOCTYPE R [<!ENTITY a "b">]><Response><Say>&a;</Say></Response>' }, 'import.not-xml'],
    ['no verb that it knows', { source: '<Response><toString/><constructor/></Response>' }, 'import.no-callflow'],
  ])('refuses %s', async (_, body, code) =>
    expect((await problem(422, 'POST', '/import', { format: 'twiml', ...body })).diagnostics?.[0]?.code).toBe(code),
  )
})

describe('examples', () => {
  it('stand published in an empty database, once', async () => {
    const own = await startStudio({ environment: { STUDIO_EXAMPLES: 'true' } })
    const names = async () =>
      flowListSchema.parse(await own.api('GET', '/flows')).flows.map(({ name, liveVersion }) => [name, liveVersion])
    const all = [
      'Front desk',
      'Route by caller',
      'PIN check',
      'Opening hours',
      'Account balance',
      'Order status',
      'Three calls a day',
      'Night switch',
    ]
    expect(await names()).toEqual(all.map((name) => [name, 1]))
    const { flows } = flowListSchema.parse(await own.api('GET', '/flows'))
    for (const { pivotUrl } of flows) expect((await own.ask(pivotUrl)).status).toBe(200)
    for (const { id } of flows) await own.api('DELETE', `/flows/${id}`, undefined, 204)
    await own.restart()
    expect(await names()).toEqual([])
    await own.stop()
  })
})
