/** Another database server takes the place of the one that died, at the same address. */
import { flow } from '@callflow-studio/model/testing'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type Cable, layCable } from '../../testing/cable.ts'
import { type PostgresServer, startPostgres } from '../../testing/postgres-server.ts'
import { startStudio, type TestStudio } from '../../testing/studio.ts'
import { ask } from '../../testing/test-store.ts'

const saying = (text: string) => flow().step('say', 'tts', { text }).chain('say').build()
const WITHIN = { timeout: 10_000, interval: 50 }

describe.runIf(inject('postgresUrl'))('a database server that another one replaces', () => {
  const servers: PostgresServer[] = []
  const start = async (options: { copyOf?: PostgresServer } = {}): Promise<PostgresServer> => {
    const server = await startPostgres(['-c', 'fsync=off'], options)
    if (!server) throw new Error('PostgreSQL did not start.')
    servers.push(server)
    return server
  }
  let first: PostgresServer
  let cable: Cable
  let one: TestStudio
  let other: TestStudio
  beforeAll(async () => {
    first = await start()
    cable = await layCable(new URL(first.url).port)
    const url = Object.assign(new URL(first.url), { port: cable.port }).href
    const environment = { DATABASE_URL: url, STUDIO_SECRET: 'the same on all servers' }
    one = await startStudio({ environment })
    other = await startStudio({ environment })
  })
  afterAll(async () => {
    await one?.stop()
    await other?.stop()
    cable?.close()
    for (const server of servers) await server.stop()
  })

  it('costs no call and no entry of the log, and saves are made as soon as it is there', async () => {
    const { id, pivotUrl } = await one.publish(saying('Hello.'))
    const calls: string[] = []
    const answers: Promise<string>[] = []
    const callers = setInterval(() => {
      const callId = `beside ${calls.length}`
      calls.push(callId)
      answers.push(one.ask(pivotUrl, { 'Call-ID': callId }).then(({ tree }) => String(tree.data.text)))
    }, 20)
    await first.halt('at once')
    const draft = { name: 'A flow', document: saying('Changed.'), revision: 1 }
    await one.api('PUT', `/flows/${id}`, draft, 503)
    const second = await start({ copyOf: first })
    cable.leadTo(new URL(second.url).port)

    await expect.poll(() => one.send('/readyz?for=designer').then(({ status }) => status), WITHIN).toBe(200)
    clearInterval(callers)
    expect(await Promise.all(answers)).toEqual(calls.map(() => 'Hello.'))
    expect(await one.api('PUT', `/flows/${id}`, draft)).toMatchObject({ revision: 2 })
    await one.api('POST', `/flows/${id}/publish`, {})
    await expect.poll(async () => (await other.ask(pivotUrl)).tree.data.text, WITHIN).toBe('Changed.')
    const logged = () =>
      ask<{ count: number }>(
        second.url,
        "select count(distinct call_id)::integer as count from call_requests where starts_with(call_id, 'beside')",
      )
    await expect.poll(logged, WITHIN).toEqual([{ count: calls.length }])
    const listening = "select pid from pg_stat_activity where query = 'listen callflow_changes'"
    await expect.poll(() => ask(second.url, listening), WITHIN).toHaveLength(2)
  }, 60_000)
})
