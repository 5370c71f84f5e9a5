/** What is stored and cannot be used: it concerns its own flow, and nobody else. */
import { join } from 'node:path'
import type { FlowList } from '@callflow-studio/model/api'
import { flow } from '@callflow-studio/model/testing'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Module, startStudio, type TestStudio } from './testing/studio.ts'

let studio: TestStudio
beforeAll(async () => {
  studio = await startStudio()
})
afterAll(() => studio.stop())

const saying = (text: string) => flow().step('say', 'tts', { text }).chain('say').build()

/** Changes what is stored behind the studio's back, and restarts it. */
async function restartWith(sql: string, ...values: unknown[]) {
  const database = new Database(join(studio.dataDir, 'studio.sqlite'))
  const guards = database.prepare<[], { name: string }>("select name from sqlite_master where type = 'trigger'").all()
  for (const { name } of guards) database.exec(`drop trigger ${name}`)
  database.prepare(sql).run(...values)
  database.close()
  await studio.restart()
}

const deep = `{"schemaVersion":1,"nodes":[{"id":"a","type":"tts","position":{"x":0,"y":0},"data":{"a":${'['.repeat(4000)}${']'.repeat(4000)}}}],"edges":[]}`

describe.each([
  ['broken JSON', '{"nodes":['],
  ['data nested thousands deep', deep],
  ['no flow at all', '[]'],
  ['the document of a newer studio', '{"schemaVersion":99,"nodes":[],"edges":[]}'],
])('a stored version that is %s', (_, broken) => {
  it('neither keeps the studio from starting nor takes the calls of other flows', async () => {
    const other = await studio.publish(saying('Other.'))
    const own = await studio.publish(saying('First.'))
    await restartWith('update versions set document = ? where flow_id = ?', broken, own.id)
    expect((await studio.ask(other.pivotUrl)).tree.data.text).toBe('Other.')
    expect(line((await studio.ask(own.pivotUrl)).tree)).toBe('play > hangup')
    expect(studio.log()).toContain(`of the flow ${own.id} cannot be used`)
  })

  it('gives its calls the last version that was good', async () => {
    const { id, pivotUrl } = await studio.publish(saying('First.'))
    await studio.api('PUT', `/flows/${id}`, { name: 'A flow', document: saying('Second.'), revision: 1 })
    await studio.api('POST', `/flows/${id}/publish`, {})
    await restartWith('update versions set document = ? where flow_id = ? and version = 2', broken, id)
    expect((await studio.ask(pivotUrl)).tree.data.text).toBe('First.')
  })

  it('is named in the list as a draft, and can be deleted there', async () => {
    const { id } = await studio.publish(saying('First.'))
    await restartWith('update flows set document = ? where id = ?', broken, id)
    const { flows } = await studio.api<FlowList>('GET', '/flows')
    expect(flows.find((each) => each.id === id)?.unreadable).toMatch(/./)
    await studio.api('POST', `/flows/${id}/publish`, {}, 422)
    await studio.api('POST', `/flows/${id}/preview`, { call: {}, does: [] }, 422)
    await studio.api('DELETE', `/flows/${id}`, undefined, 204)
  })
})

/** Module names along `_`. */
function line(tree: Module): string {
  const names: string[] = []
  for (let at: Module | undefined = tree; at; at = at.children?._) names.push(at.module)
  return names.join(' > ')
}
