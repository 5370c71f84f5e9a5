/** Two servers on one data folder: what is changed at one is seen at the other, and no call mixes two states of it. */

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FlowDocument } from '@callflow-studio/model'
import type { Flow, FlowTestList, Recording, Switch, Table, TableRow } from '@callflow-studio/model/api'
import { allModules, flow } from '@callflow-studio/model/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wav } from './testing/audio.ts'
import { send } from './testing/http.ts'
import { killAll, spawnServer } from './testing/spawn-server.ts'
import { CALL, collectionOf, continuationOf, type Module, startStudio, type TestStudio } from './testing/studio.ts'
import { queryStored } from './testing/test-store.ts'

let one: TestStudio
let other: TestStudio
beforeAll(async () => {
  one = await startStudio()
  other = await startStudio({ dataDir: one.dataDir })
})
afterAll(async () => {
  await other.stop()
  await one.stop()
})

/** How soon a change is seen elsewhere. */
const WITHIN = { timeout: 1000, interval: 25 }
const textOf = async (studio: TestStudio, url: string) => (await studio.ask(url)).tree.data.text
const saying = (text: string) => flow().step('say', 'tts', { text }).chain('say').build()
const MENU = {
  prompt: { type: 'tts', text: 'Press 1.' },
  choices: [{ digits: '1', label: 'One' }],
  attempts: 2,
  timeoutMs: 5000,
  interdigitTimeoutMs: 2000,
}
const press = async (studio: TestStudio, tree: Module) =>
  (await studio.ask(continuationOf(tree), { Digits: { [collectionOf(tree)]: '1' } })).tree.data.text
async function republish(studio: TestStudio, id: string, document: FlowDocument): Promise<void> {
  const { revision, name } = await studio.api<Flow>('GET', `/flows/${id}`)
  await studio.api('PUT', `/flows/${id}`, { name, document, revision })
  await studio.api('POST', `/flows/${id}/publish`, {})
}
/** Asks for a key, then says what the table holds for A. */
const reading = (table: string) =>
  flow()
    .step('menu', 'input.menu', MENU)
    .step('look', 'data.table', { table, column: 'key', key: 'A', assign: [{ name: 'value', column: 'value' }] })
    .step('say', 'tts', { text: '{{ vars.value }}' })
    .chain('menu')
    .edge('menu.1', 'look')
    .edge('look.found', 'say')
    .build()

describe('what is changed at one server', () => {
  it('is answered by the other one within a second: a new flow, a new version, an older one', async () => {
    const { id, pivotUrl } = await one.publish(saying('First.'))
    await expect.poll(() => other.send(new URL(pivotUrl).pathname).then(({ status }) => status), WITHIN).toBe(200)
    expect(await textOf(other, pivotUrl)).toBe('First.')
    await republish(other, id, saying('Second.'))
    await expect.poll(() => textOf(one, pivotUrl), WITHIN).toBe('Second.')
    await one.api('POST', `/flows/${id}/versions/1/activate`)
    await expect.poll(() => textOf(other, pivotUrl), WITHIN).toBe('First.')
  })

  it('is never mixed within a call, wherever its requests are answered', async () => {
    const sub = await one.publish(saying('First.'))
    const main = await one.publish(
      flow()
        .step('menu', 'input.menu', MENU)
        .step('call', 'flow.call', { flowId: sub.id, inputs: [], outputs: [] })
        .chain('menu')
        .edge('menu.1', 'call')
        .build(),
    )
    await expect.poll(() => other.send(new URL(main.pivotUrl).pathname).then(({ status }) => status), WITHIN).toBe(200)
    for (const version of ['Second.', 'Third.', 'Fourth.']) {
      const before = { here: (await one.ask(main.pivotUrl)).tree, there: (await other.ask(main.pivotUrl)).tree }
      const heard = await press(one, before.here)
      await republish(one, sub.id, saying(version))
      const began = (await one.ask(main.pivotUrl)).tree
      expect(await press(other, began)).toBe(version) // at once: the other server reads before it answers
      for (const server of [one, other]) {
        expect(await press(server, before.here)).toBe(heard)
        expect([heard, version]).toContain(await press(server, before.there))
      }
      expect(await press(one, before.there)).toBe(await press(other, before.there))
      await expect.poll(async () => press(other, (await other.ask(main.pivotUrl)).tree), WITHIN).toBe(version)
    }
  })

  it('is found in tables, by calls that began after it and not by those before', async () => {
    const columns = ['key', 'value'].map((name) => ({ name, type: 'text' }))
    const table = await one.api<Table>('POST', '/tables', { name: 'T', columns, keyColumn: 'key', live: false }, 201)
    const path = `/tables/${table.id}/rows`
    const row = await one.api<TableRow>('POST', path, { values: { key: 'A', value: 'old' } }, 201)
    const { pivotUrl } = await one.publish(reading(table.id))
    const before = (await one.ask(pivotUrl)).tree
    await one.api('PUT', `${path}/${row.id}`, { values: { value: 'new' } })
    expect(await press(other, (await one.ask(pivotUrl)).tree)).toBe('new')
    await expect.poll(async () => press(other, (await other.ask(pivotUrl)).tree), WITHIN).toBe('new')
    for (const server of [one, other]) expect(await press(server, before)).toBe('old')
    const csv = { method: 'POST', headers: { 'content-type': 'text/csv' }, body: 'key,value\nA,imported\n' }
    expect((await other.send(`/api/tables/${table.id}/import`, csv)).status).toBe(200)
    await expect.poll(async () => press(one, (await one.ask(pivotUrl)).tree), WITHIN).toBe('imported')
    // An editor who has seen the newest state is told of no conflict, wherever it saves.
    const { revision } = await other.api<Table>('PUT', `/tables/${table.id}`, { ...table, name: 'Renamed' })
    await one.api('PUT', `/tables/${table.id}`, { ...table, name: 'Again', revision })
    await one.api('PUT', `/tables/${table.id}`, { ...table, name: 'Late', revision }, 409)
  })

  it('counts in a live table from both sides, also right after an import at the other', async () => {
    const columns = [
      { name: 'key', type: 'text' },
      { name: 'count', type: 'number' },
    ]
    const table = await one.api<Table>('POST', '/tables', { name: 'L', columns, keyColumn: 'key', live: true }, 201)
    const counting = flow()
      .step('add', 'data.remember', {
        table: table.id,
        key: 'A',
        change: 'add',
        column: 'count',
        value: 1,
        keepFor: 'forever',
        assign: [],
      })
      .step('say', 'tts', { text: 'Counted.' })
      .chain('add', 'say')
      .build()
    const { pivotUrl } = await one.publish(counting)
    await expect.poll(() => other.send(new URL(pivotUrl).pathname).then(({ status }) => status), WITHIN).toBe(200)
    const csv = { method: 'POST', headers: { 'content-type': 'text/csv' }, body: 'key,count\nA,100\n' }
    expect((await one.send(`/api/tables/${table.id}/import`, csv)).status).toBe(200)
    await other.ask(pivotUrl, { 'Call-ID': 'at the other' })
    await one.ask(pivotUrl, { 'Call-ID': 'here' })
    const { rows } = await other.api<{ rows: TableRow[] }>('GET', `/tables/${table.id}/rows`)
    expect(rows.map(({ values }) => values)).toEqual([{ key: 'A', count: 102 }])
  })

  it('is known of switches and secrets', async () => {
    const { id } = await one.api<Switch>('POST', '/switches', { name: 'Front desk' }, 201)
    const switchAt = async (studio: TestStudio) =>
      (await studio.api<{ switches: Switch[] }>('GET', '/switches')).switches.find((each) => each.id === id)?.state
    await expect.poll(() => switchAt(other), WITHIN).toBe('automatic')
    await other.api('PUT', `/switches/${id}`, { state: 'closed' })
    await expect.poll(() => switchAt(one), WITHIN).toBe('closed')
    await one.api('DELETE', `/switches/${id}`, undefined, 204)
    await expect.poll(() => switchAt(other), WITHIN).toBe(undefined)
    const secretsAt = async (studio: TestStudio) =>
      (await studio.api<{ secrets: { name: string; isReadable: boolean }[] }>('GET', '/secrets')).secrets.map(
        ({ name, isReadable }) => [name, isReadable],
      )
    await one.api('PUT', '/secrets/crm', { value: 'a secret value' }, 204)
    await expect.poll(() => secretsAt(other), WITHIN).toEqual([['crm', true]])
    await other.api('DELETE', '/secrets/crm', undefined, 204)
    await expect.poll(() => secretsAt(one), WITHIN).toEqual([])
  })

  it('is found in tests, and in what came of them', async () => {
    const { id } = await one.publish(saying('Hello.'))
    const test = { text: 'test: Says hello\nhappens:\n  - hears: Hello\n' }
    await one.api('POST', `/flows/${id}/tests`, test, 201)
    expect(await other.api('POST', `/flows/${id}/tests/run`, {})).toMatchObject({ results: [{ passed: true }] })
    const { tests } = await one.api<FlowTestList>('GET', `/flows/${id}/tests`)
    expect(tests).toMatchObject([{ name: 'Says hello', lastRun: { passed: true } }])
    await other.api('PUT', `/flows/${id}/tests/${tests[0]?.id}`, { text: 'test: x\nhappens:\n  - hears: Bye\n' })
    expect(await one.api('POST', `/flows/${id}/publish`, {}, 422)).toMatchObject({ type: 'tests-failed' })
  })

  it('takes a flow and its key away, and brings it back', async () => {
    const { id, pivotUrl } = await one.publish(saying('Here.'))
    const statusAt = (studio: TestStudio, url: string) =>
      studio.send(new URL(url).pathname).then(({ status }) => status)
    await expect.poll(() => statusAt(other, pivotUrl), WITHIN).toBe(200)
    const rotated = (await one.api<Flow>('POST', `/flows/${id}/rotate-key`)).pivotUrl
    await expect.poll(() => statusAt(other, pivotUrl), WITHIN).toBe(404)
    expect(await textOf(other, rotated)).toBe('Here.')
    await other.api('POST', `/flows/${id}/unpublish`)
    await expect.poll(() => statusAt(one, rotated), WITHIN).toBe(404)
    await one.api('POST', `/flows/${id}/publish`, {})
    await expect.poll(() => statusAt(other, rotated), WITHIN).toBe(200)
    await one.api('DELETE', `/flows/${id}`, undefined, 204)
    await expect.poll(async () => (await other.send(`/api/flows/${id}`)).status, WITHIN).toBe(404)
    await expect.poll(() => textOf(other, rotated), WITHIN).not.toBe('Here.')
  })
})

describe('a recording that is uploaded to both servers at once', () => {
  const recording = flow()
    .step('rec', 'input.record', { prompt: { type: 'tts', text: 'Speak.' }, maxSeconds: 60 })
    .chain('rec')
    .build()
  const files = () => readdirSync(join(one.dataDir, 'recordings'))

  /** Begins an upload. @returns what sends the rest and waits for the status */
  const begin = (studio: TestStudio, path: string, body: Buffer) => {
    const headers = { 'content-type': 'audio/wav', 'content-length': body.length }
    const outgoing = request(`${studio.url}${path}/a.wav`, { method: 'PUT', headers, agent: false })
    const status = new Promise<number | undefined>((resolve, reject) => {
      outgoing.once('error', reject)
      outgoing.once('response', (incoming) => {
        incoming.resume()
        resolve(incoming.statusCode)
      })
    })
    outgoing.write(body.subarray(0, 1000))
    return () => {
      outgoing.end(body.subarray(1000))
      return status
    }
  }

  const uploadToBoth = async (callId: string, bodies: [Buffer, Buffer]) => {
    const { pivotUrl } = await one.publish(recording)
    const { tree } = await one.ask(pivotUrl, { 'Call-ID': callId })
    const address = allModules(tree).find(({ module }) => module === 'record_call')?.data.url
    const path = new URL(String(address)).pathname
    const uploads = [begin(one, path, bodies[0]), begin(other, path, bodies[1])]
    await expect.poll(() => files().filter((name) => name.endsWith('.part'))).toHaveLength(2)
    const statuses = await Promise.all(uploads.map((finish) => finish()))
    const { recordings } = await other.api<{ recordings: Recording[] }>('GET', `/recordings?callId=${callId}`)
    const kept = files().filter((name) => recordings.some(({ id }) => name.startsWith(id)))
    return { statuses, recordings, kept: kept.map((name) => readFileSync(join(one.dataDir, 'recordings', name))) }
  }

  it('is stored once, and both servers say that they have it', async () => {
    const { statuses, recordings, kept } = await uploadToBoth('same', [wav(2), wav(2)])
    expect(statuses).toEqual([201, 201])
    expect(recordings).toHaveLength(1)
    expect(kept).toEqual([wav(2)])
  })

  it('is the file of the first one, where the files differ', async () => {
    const { statuses, recordings, kept } = await uploadToBoth('different', [wav(1), wav(2)])
    expect([...statuses].sort()).toEqual([201, 409])
    expect(recordings).toHaveLength(1)
    expect(kept).toEqual([statuses[0] === 201 ? wav(1) : wav(2)])
    expect(files().filter((name) => name.endsWith('.part'))).toEqual([])
  })
})

describe('what one server answers', () => {
  it('is shown live at the other one, and counted there', async () => {
    const { id, pivotUrl } = await one.publish(saying('Hello.'))
    await expect.poll(() => other.send(new URL(pivotUrl).pathname).then(({ status }) => status), WITHIN).toBe(200)
    const callsToday = async () =>
      (await other.api<{ flows: Flow[] }>('GET', '/flows')).flows
        .map((each) => each as Flow & { callsToday: { calls: number } })
        .find((each) => each.id === id)?.callsToday.calls
    const before = (await callsToday()) ?? 0
    const watching = new AbortController()
    const stream = await fetch(`${other.url}/api/calls/stream`, { signal: watching.signal })
    let shown = ''
    const reading = (async () => {
      for await (const chunk of stream.body ?? []) shown += Buffer.from(chunk).toString()
    })().catch(() => undefined) // it is aborted below
    await expect.poll(() => shown).toContain('here')
    const calls = Array.from({ length: 40 }, (_, index) => `live ${index}`)
    await Promise.all(calls.map((callId, index) => (index % 2 ? one : other).ask(pivotUrl, { 'Call-ID': callId })))
    const shownCalls = () => [...shown.matchAll(/"callId":"(live \d+)"/g)].map(([, callId]) => callId)
    await expect.poll(() => shownCalls().length, { timeout: 5000 }).toBe(calls.length)
    expect(new Set(shownCalls())).toEqual(new Set(calls)) // each once
    await expect.poll(callsToday, { timeout: 10_000, interval: 200 }).toBe(before + calls.length)
    watching.abort()
    await reading
  })
})

describe('the table of changes', () => {
  it('has one row a change, with who, what and no secret, and none for what changed nothing', async () => {
    const readChanges = () =>
      queryStored<{ epoch: number; actor: string; operation: string; subject: string; detail: string | null }>(
        one.dataDir,
        'select epoch, actor, operation, subject, detail from changes order by epoch',
      )
    const before = (await readChanges()).length
    const { id } = await one.publish(saying('Hello.'), 'Told')
    await one.api('PUT', '/secrets/audited', { value: 'nobody may read this' }, 204)
    await one.api('DELETE', '/secrets/none', undefined, 404)
    await one.api('PUT', `/flows/${id}`, { name: 'Late', document: saying('Late.'), revision: 7 }, 409)
    await one.api('POST', `/flows/${id}/unpublish`)
    await one.api('POST', `/flows/${id}/unpublish`)
    await one.api('DELETE', '/calls?callId=nobody', undefined, 200)
    const rows = await readChanges()
    expect(
      rows
        .slice(before)
        .map(({ actor, operation, subject, detail }) => [actor, operation, subject, detail && JSON.parse(detail)]),
    ).toEqual([
      ['administrator', 'flow.create', id, { name: 'Told' }],
      ['administrator', 'flow.publish', id, { version: 1 }],
      ['administrator', 'secret.save', 'audited', null],
      ['administrator', 'flow.unpublish', id, { version: 1 }],
    ])
    expect(JSON.stringify(rows)).not.toContain('nobody may read this')
    const { log } = await one.api<{ log: unknown }>('GET', '/calls')
    expect(log).toEqual({ setAside: null, problem: null })
  })
})

describe('two processes that start at once on an empty folder', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'callflow-studio-'))
  afterAll(() => {
    killAll()
    rmSync(dataDir, { recursive: true, force: true })
  })

  it('both start, add the examples once, and log every call', async () => {
    const servers = await Promise.all(
      [1, 2].map(() => spawnServer({ dataDir, environment: { STUDIO_EXAMPLES: 'true' } })),
    )
    const [first] = servers
    const flowsAt = async (url: string) =>
      (JSON.parse((await send(`${url}/api/flows`)).text) as { flows: Flow[] }).flows.filter((each) => each.liveVersion)
    const listed = await flowsAt(first?.url ?? '')
    const { examples } = JSON.parse((await send(`${first?.url}/api/examples`)).text) as { examples: unknown[] }
    expect(listed).toHaveLength(examples.length)
    expect(new Set(listed.map(({ name }) => name)).size).toBe(examples.length)
    const path = new URL(listed[0]?.pivotUrl ?? '').pathname
    for (const { url } of servers) await expect.poll(async () => (await send(url + path)).status, WITHIN).toBe(200)
    const calls = Array.from({ length: 100 }, (_, index) => `call ${index}`)
    const answers = await Promise.all(
      calls.map((id, index) =>
        send(`${servers[index % 2]?.url}${path}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ ...CALL, 'Call-ID': id }),
        }),
      ),
    )
    expect(answers.map(({ status }) => status)).toEqual(calls.map(() => 200))
    for (const { kill } of servers) expect(await kill('SIGTERM')).toBe(0)
    const again = await spawnServer({ dataDir })
    const logged = JSON.parse((await send(`${again.url}/api/calls?limit=500`)).text) as { calls: { callId: string }[] }
    expect(new Set(logged.calls.map(({ callId }) => callId).filter(Boolean))).toEqual(new Set(calls))
    await again.kill('SIGTERM')
  })
})
