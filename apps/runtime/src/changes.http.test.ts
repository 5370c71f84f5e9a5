/** Every operation that changes what is stored goes through `change()`: each of the table's leaves one row, with its own id. */
import { type ChangeId, type Operation, operations, type Table, type TableRow } from '@callflow-studio/model/api'
import { flow } from '@callflow-studio/model/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSqlite, STUDIO_FILE } from './store/sqlite/database.ts'
import { startStudio, type TestStudio } from './testing/studio.ts'

let studio: TestStudio
beforeAll(async () => {
  studio = await startStudio()
})
afterAll(() => studio.stop())

interface Stored {
  actor: string
  operation: string
  subject: string
}

function useDatabase<T>(work: (database: ReturnType<typeof openSqlite>) => T): T {
  const database = openSqlite(studio.dataDir, STUDIO_FILE, { synchronous: 'NORMAL', waits: true })
  try {
    return work(database)
  } finally {
    database.close()
  }
}
const storedChanges = (): Stored[] =>
  useDatabase((database) =>
    database.prepare<[], Stored>('select actor, operation, subject from changes order by epoch').all(),
  )

const document = flow().step('say', 'tts', { text: 'Hello.' }).chain('say').build()
const COLUMNS = [{ name: 'key', type: 'text' }]
const createFlow = async () => (await studio.api<{ id: string }>('POST', '/flows', { name: 'F', document }, 201)).id
const publishFlow = async () => (await studio.publish(document)).id
const createTable = async () =>
  (await studio.api<Table>('POST', '/tables', { name: 'T', columns: COLUMNS, keyColumn: 'key', live: false }, 201)).id
async function createRow(): Promise<{ table: string; row: string }> {
  const table = await createTable()
  const { id } = await studio.api<TableRow>('POST', `/tables/${table}/rows`, { values: { key: 'A' } }, 201)
  return { table, row: id }
}
const createSwitch = async () => (await studio.api<{ id: string }>('POST', '/switches', { name: 'S' }, 201)).id

/** @returns the subject of the last change that it makes */
const MAKE: Record<ChangeId, () => Promise<string>> = {
  'flow.create': createFlow,
  'flow.save': async () => {
    const id = await createFlow()
    await studio.api('PUT', `/flows/${id}`, { name: 'Saved', document, revision: 1 })
    return id
  },
  'flow.delete': async () => {
    const id = await createFlow()
    await studio.api('DELETE', `/flows/${id}`, undefined, 204)
    return id
  },
  'flow.restore': async () => {
    const id = await MAKE['flow.delete']()
    await studio.api('POST', `/flows/${id}/restore`)
    return id
  },
  'flow.publish': publishFlow,
  'flow.unpublish': async () => {
    const id = await publishFlow()
    await studio.api('POST', `/flows/${id}/unpublish`)
    return id
  },
  'flow.rotateKey': async () => {
    const id = await createFlow()
    await studio.api('POST', `/flows/${id}/rotate-key`)
    return id
  },
  'version.activate': async () => {
    const id = await publishFlow()
    await studio.api('POST', `/flows/${id}/publish`, {})
    await studio.api('POST', `/flows/${id}/versions/1/activate`)
    return id
  },
  'table.create': createTable,
  'table.save': async () => {
    const id = await createTable()
    const table = await studio.api<Table>('GET', `/tables/${id}`)
    await studio.api('PUT', `/tables/${id}`, { ...table, name: 'Saved' })
    return id
  },
  'table.delete': async () => {
    const id = await createTable()
    await studio.api('DELETE', `/tables/${id}`, undefined, 204)
    return id
  },
  'table.import': async () => {
    const id = await createTable()
    const csv = { method: 'POST', headers: { 'content-type': 'text/csv' }, body: 'key\nA\n' }
    expect((await studio.send(`/api/tables/${id}/import`, csv)).status).toBe(200)
    return id
  },
  'row.create': async () => (await createRow()).table,
  'row.save': async () => {
    const { table, row } = await createRow()
    await studio.api('PUT', `/tables/${table}/rows/${row}`, { values: { key: 'B' } })
    return table
  },
  'row.delete': async () => {
    const { table, row } = await createRow()
    await studio.api('DELETE', `/tables/${table}/rows/${row}`, undefined, 204)
    return table
  },
  'row.deleteMany': async () => {
    const { table, row } = await createRow()
    await studio.api('POST', `/tables/${table}/rows/delete`, { ids: [row] })
    return table
  },
  'switch.create': createSwitch,
  'switch.save': async () => {
    const id = await createSwitch()
    await studio.api('PUT', `/switches/${id}`, { state: 'open' })
    return id
  },
  'switch.delete': async () => {
    const id = await createSwitch()
    await studio.api('DELETE', `/switches/${id}`, undefined, 204)
    return id
  },
  'secret.save': async () => {
    await studio.api('PUT', '/secrets/crm', { value: 'something secret' }, 204)
    return 'crm'
  },
  'secret.delete': async () => {
    const name = await MAKE['secret.save']()
    await studio.api('DELETE', `/secrets/${name}`, undefined, 204)
    return name
  },
  'call.delete': async () => {
    const { pivotUrl } = await studio.publish(document)
    await studio.ask(pivotUrl, { 'Call-ID': 'a-call' })
    await studio.api('DELETE', '/calls?callId=a-call')
    return 'a-call'
  },
  'recording.delete': async () => {
    useDatabase((database) =>
      database.exec(
        `insert into recordings values ('r', 'f', 1, 'n', 'c', 1, 'wav', 1, null, '2026-11-24T00:00:00Z', null)`,
      ),
    )
    await studio.api('DELETE', '/recordings/r', undefined, 204)
    return 'r'
  },
}

const changes = (Object.entries(operations) as [ChangeId, Operation][]).filter(([, { isChange }]) => isChange)

describe('a change', () => {
  it.each(changes.map(([id]) => id))('by %s leaves a row', async (id) => {
    const subject = await MAKE[id]()
    expect(storedChanges().at(-1)).toEqual({ actor: 'administrator', operation: id, subject })
  })

  it('is made by no operation that only reads', async () => {
    const [id, table] = [await createFlow(), await createTable()]
    const before = storedChanges()
    for (const { method, path, isChange, output } of Object.values(operations) as Operation[]) {
      const isStream = output !== null && 'mediaType' in output && output.mediaType === 'text/event-stream'
      if (isChange || method !== 'GET' || isStream) continue
      const url = path.replace(':id', path.startsWith('/tables') ? table : id).replace(/:\w+/g, '1')
      await studio.send(`/api${url}`)
    }
    await studio.api('POST', `/flows/${id}/preview`, {})
    await studio.api('POST', '/validate', { document })
    expect(storedChanges()).toEqual(before)
  })
})
