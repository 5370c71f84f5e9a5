/** Another process holds the database: calls are answered meanwhile, and a save waits instead of failing. */
import { join } from 'node:path'
import { flow } from '@callflow-studio/model/testing'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startStudio, type TestStudio } from './testing/studio.ts'

let studio: TestStudio
beforeAll(async () => {
  studio = await startStudio()
})
afterAll(() => studio.stop())

const hello = () => flow().step('say', 'tts', { text: 'Hello.' }).chain('say').build()

it('calls are answered while a backup holds the database, and the save is made once it lets go', async () => {
  const { id, pivotUrl } = await studio.publish(hello())
  const other = new Database(join(studio.dataDir, 'studio.sqlite'))
  other.exec('begin immediate')
  let isSaved = false
  const save = studio
    .api<{ revision: number }>('PUT', `/flows/${id}`, { name: 'Renamed', document: hello(), revision: 1 })
    .then((saved) => {
      isSaved = true
      return saved
    })
  for (let count = 0; count < 20; count++) expect((await studio.ask(pivotUrl)).status).toBe(200)
  expect(isSaved).toBe(false)
  other.exec('commit')
  other.close()
  expect((await save).revision).toBe(2)
})
