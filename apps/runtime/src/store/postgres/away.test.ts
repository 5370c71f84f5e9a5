/** A database server that is stopped, cut off or not the right one: what becomes of calls, saves and the log. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { flow } from '@callflow-studio/model/testing'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { medianMs } from '../../testing/median-ms.ts'
import { openTestStorage } from '../../testing/open-changes.ts'
import { type PostgresServer, startPostgres } from '../../testing/postgres-server.ts'
import { startStudio, type TestStudio } from '../../testing/studio.ts'
import { ask, lookingUp, queryStored } from '../../testing/test-store.ts'
import { isAway } from '../storage-error.ts'

const saying = (text: string) => flow().step('say', 'tts', { text }).chain('say').build()
/** A look-up waits 250 ms; the answer comes on top. */
const LOOK_UP_MS = 300
const WITHIN = { timeout: 10_000, interval: 50 }

describe.runIf(inject('postgresUrl'))('a database server', () => {
  let server: PostgresServer
  let one: TestStudio
  let other: TestStudio
  beforeAll(async () => {
    const started = await startPostgres()
    if (!started) throw new Error('PostgreSQL did not start.')
    server = started
    const environment = { DATABASE_URL: server.url, STUDIO_SECRET: 'the same on all servers' }
    one = await startStudio({ environment })
    other = await startStudio({ environment })
  })
  afterAll(async () => {
    await other?.stop()
    await one?.stop()
    await server?.stop()
  })
  const readiness = async (path = '/readyz') => {
    const { status, text } = await one.send(path)
    return [status, JSON.parse(text)]
  }

  it('that is away lets calls go on; look-ups fail in time, saves say so, and the log is written afterwards', async () => {
    const columns = [{ name: 'key', type: 'text' }]
    const lookUpIn = async (live: boolean) => {
      const { id } = await one.api<{ id: string }>(
        'POST',
        '/tables',
        { name: 'T', columns, keyColumn: 'key', live },
        201,
      )
      await one.api('POST', `/tables/${id}/rows`, { values: { key: 'A' } }, 201)
      return one.publish(lookingUp(id))
    }
    const { id, pivotUrl } = await one.publish(saying('Hello.'))
    const [look, known] = [await lookUpIn(true), await lookUpIn(false)]
    for (const each of [look, known]) expect((await one.ask(each.pivotUrl)).tree.data.text).toBe('Found.')
    expect(await readiness()).toEqual([200, { status: 'ready', designer: 'ready' }])

    await server.halt()
    const lookUp = async () => expect((await one.ask(look.pivotUrl)).tree.data.text).toBe('Failed.')
    expect(await medianMs(7, lookUp)).toBeLessThan(LOOK_UP_MS)
    expect((await one.ask(known.pivotUrl)).tree.data.text).toBe('Found.') // what was read before of a table that is not live
    const calls = Array.from({ length: 50 }, (_, index) => `while away ${index}`)
    for (const call of calls) expect((await one.ask(pivotUrl, { 'Call-ID': call })).tree.data.text).toBe('Hello.')
    expect(await readiness()).toEqual([200, { status: 'ready', designer: 'not ready' }])
    expect(await readiness('/readyz?for=designer')).toEqual([503, { status: 'not ready', designer: 'not ready' }])
    const draft = { name: 'Changed', document: saying('Changed.'), revision: 1 }
    expect(await one.api('PUT', `/flows/${id}`, draft, 503)).toMatchObject({
      title: 'The database of the studio cannot be reached.',
    })

    await server.goOn()
    await expect.poll(() => readiness('/readyz?for=designer').then(([status]) => status), WITHIN).toBe(200)
    expect(await one.api('PUT', `/flows/${id}`, draft)).toMatchObject({ revision: 2 })
    const logged = async () => {
      const { calls } = await one.api<{ calls: { callId: string }[] }>('GET', '/calls?limit=500')
      return calls.map(({ callId }) => callId).filter((callId) => callId.startsWith('while away'))
    }
    await expect.poll(async () => (await logged()).length, WITHIN).toBe(calls.length)
    await one.api('POST', `/flows/${id}/publish`, {})
    await expect.poll(async () => (await other.ask(pivotUrl)).tree.data.text, WITHIN).toBe('Changed.')
  }, 60_000)

  it('that cuts the listeners is heard again, and what was published meanwhile is live within a second', async () => {
    const listening = "from pg_stat_activity where query = 'listen callflow_changes'"
    const bothListen = () => expect.poll(() => ask(server.url, `select pid ${listening}`), WITHIN).toHaveLength(2)
    await bothListen()
    const { id, pivotUrl } = await one.publish(saying('First.'))
    await ask(server.url, `select pg_terminate_backend(pid) ${listening}`)
    const { revision, name } = await one.api<{ revision: number; name: string }>('GET', `/flows/${id}`)
    await one.api('PUT', `/flows/${id}`, { name, document: saying('Second.'), revision })
    await one.api('POST', `/flows/${id}/publish`, {})
    await expect
      .poll(async () => (await other.ask(pivotUrl)).tree.data.text, { timeout: 1500, interval: 25 })
      .toBe('Second.')
    await bothListen()
  })
})

describe.runIf(inject('postgresUrl'))('a change', () => {
  it('whose connection is cut fails, and the next one is made', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'callflow-studio-'))
    const storage = await openTestStorage(dataDir)
    const record = (name: string) => ({ name, sealed: 'sealed', updatedAt: new Date(0).toISOString() })
    const cut = storage.transaction(async (tx) => {
      await tx.secrets.save(record('cut'))
      const others = "where state = 'idle in transaction' and datname = current_database()"
      await queryStored(dataDir, `select pg_terminate_backend(pid) from pg_stat_activity ${others}`)
      await wait(100) // for the connection to tell
      await tx.secrets.save(record('after'))
    })
    const error = await cut.catch((reason: unknown) => reason)
    expect(isAway(error)).toBe(true)
    await storage.transaction((tx) => tx.secrets.save(record('next')))
    expect((await storage.secrets.list(null)).map(({ name }) => name)).toEqual(['next'])
    await storage.close()
    rmSync(dataDir, { recursive: true, force: true })
  })
})

describe.runIf(inject('postgresUrl'))('a database that is not the right one', () => {
  const databaseUrl = inject('postgresUrl') ?? ''
  const urlOf = (name: string, more: Partial<URL> = {}): string =>
    Object.assign(new URL(databaseUrl), { pathname: name }, more).href
  const starting = (url: string) => startStudio({ environment: { DATABASE_URL: url } })
  const make = async (name: string) => {
    await ask(databaseUrl, `create database ${name}`)
    return urlOf(name)
  }

  it('of another program is refused', async () => {
    const url = await make('callflow_test_other')
    await ask(url, 'create table orders (id integer)')
    await expect(starting(url)).rejects.toThrow(
      'DATABASE_URL: the database callflow_test_other holds tables of another program, such as orders. Name an empty database.',
    )
  })

  it('of a newer studio is refused', async () => {
    const url = await make('callflow_test_newer')
    await (await starting(url)).stop()
    await ask(url, "insert into studio_migrations (name, timestamp) values ('9999-newer', '')")
    await expect(starting(url)).rejects.toThrow(
      'is of a newer Callflow Studio (9999-newer). Start that version, or a newer one.',
    )
  })

  it('without rights is refused', async () => {
    await make('callflow_test_rights')
    await ask(databaseUrl, 'drop role if exists callflow_test_guest')
    await ask(databaseUrl, 'create role callflow_test_guest login')
    await expect(starting(urlOf('callflow_test_rights', { username: 'callflow_test_guest' }))).rejects.toThrow(
      'DATABASE_URL: callflow_test_guest may not create tables in the database callflow_test_rights',
    )
  })

  it('that is missing, or at another address, is named without its password', async () => {
    await expect(starting(urlOf('callflow_test_none'))).rejects.toThrow(
      /has no database callflow_test_none\. Create it/,
    )
    await expect(starting('postgres://me:hidden@127.0.0.1:1/x')).rejects.toThrow(
      'DATABASE_URL: no PostgreSQL answers at 127.0.0.1:1. Check host and port, and that it runs.',
    )
    await expect(starting('postgres://me:hidden@no-host.invalid/x')).rejects.toThrow('there is no host no-host.invalid')
  })
})
