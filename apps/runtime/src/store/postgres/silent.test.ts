/** A database server behind a network that swallows packets: connections stay and say nothing, and nobody is refused. */
import { flow } from '@callflow-studio/model/testing'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type Cable, layCable } from '../../testing/cable.ts'
import { medianMs } from '../../testing/median-ms.ts'
import { type PostgresServer, startPostgres } from '../../testing/postgres-server.ts'
import { startStudio, type TestStudio } from '../../testing/studio.ts'
import { lookingUp } from '../../testing/test-store.ts'

const saying = (text: string) => flow().step('say', 'tts', { text }).chain('say').build()

/** A look-up waits 250 ms; the answer comes on top. */
const LOOK_UP_MS = 300

describe.runIf(inject('postgresUrl'))('a database server that says nothing', () => {
  let server: PostgresServer
  let cable: Cable
  let studio: TestStudio
  beforeAll(async () => {
    const started = await startPostgres()
    if (!started) throw new Error('PostgreSQL did not start.')
    server = started
    cable = await layCable(new URL(server.url).port)
    const url = Object.assign(new URL(server.url), { port: cable.port }).href
    studio = await startStudio({ environment: { DATABASE_URL: url, STUDIO_SECRET: 'the same on all servers' } })
  })
  afterAll(async () => {
    cable?.release()
    await studio?.stop()
    cable?.close()
    await server?.stop()
  })

  it('lets calls go on and look-ups fail in time; a save fails within seconds, and is made once it is back', async () => {
    const columns = [{ name: 'key', type: 'text' }]
    const table = { name: 'T', columns, keyColumn: 'key', live: true }
    const { id: tableId } = await studio.api<{ id: string }>('POST', '/tables', table, 201)
    await studio.api('POST', `/tables/${tableId}/rows`, { values: { key: 'A' } }, 201)
    const look = await studio.publish(lookingUp(tableId))
    const { id, pivotUrl } = await studio.publish(saying('Hello.'))
    await Promise.all(Array.from({ length: 20 }, () => studio.api('GET', `/flows/${id}`))) // so that many connections are idle
    const textAt = async (url: string) => (await studio.ask(url)).tree.data.text
    expect(await textAt(look.pivotUrl)).toBe('Found.')

    cable.hold()
    const draft = { name: 'Changed', document: saying('Changed.'), revision: 1 }
    const save = () => studio.api('PUT', `/flows/${id}`, draft, 503)
    const first = medianMs(1, save)
    const lookUp = async () => expect(await textAt(look.pivotUrl)).toBe('Failed.')
    expect(await medianMs(7, lookUp)).toBeLessThan(LOOK_UP_MS)
    expect(await textAt(pivotUrl)).toBe('Hello.')
    expect(await first).toBeLessThan(15_000)
    expect(await medianMs(3, save)).toBeLessThan(5000)

    cable.release()
    await expect
      .poll(() => studio.send('/readyz?for=designer').then(({ status }) => status), { timeout: 10_000, interval: 50 })
      .toBe(200)
    expect(await studio.api('PUT', `/flows/${id}`, draft)).toMatchObject({ revision: 2 })
    expect(await textAt(look.pivotUrl)).toBe('Found.')
  }, 120_000)
})
