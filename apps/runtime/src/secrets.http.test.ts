import { cpSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { problemSchema, secretListSchema } from '@callflow-studio/model/api'
import { afterEach, describe, expect, it } from 'vitest'
import { createSecrets } from './secrets/secrets.ts'
import { openChanges } from './testing/open-changes.ts'
import { startStudio, type TestStudio } from './testing/studio.ts'
import { isOnPostgres } from './testing/test-store.ts'

const VALUE = 'correct-horse-"battery"-staple'
const [OLD, NEW] = ['the-old-secret-of-length', 'a-new-secret-of-length']

let studio: TestStudio | undefined
afterEach(async () => {
  await studio?.stop()
  studio = undefined
})
const start = async (secret: string = OLD): Promise<TestStudio> => {
  studio = await startStudio({ environment: { STUDIO_SECRET: secret } })
  return studio
}
const listOf = async (from: TestStudio) => secretListSchema.parse(await from.api('GET', '/secrets')).secrets
/** What a server with these secrets makes of the database, of which it gets a copy where that is a file. */
async function readCopy({ dataDir }: TestStudio, secrets: string[]): Promise<string | undefined> {
  const copy = isOnPostgres() ? dataDir : mkdtempSync(join(tmpdir(), 'callflow-studio-copy-'))
  if (copy !== dataDir) cpSync(dataDir, copy, { recursive: true })
  const now = () => new Date()
  const open = await openChanges(copy, now)
  const opened = createSecrets({ ...open, studioSecrets: secrets, now })
  await open.follower.start([opened.projection])
  const value = opened.get('crm')
  await open.follower.stop()
  await open.storage.close()
  return value
}

describe('secrets', () => {
  it('are written, listed by name, replaced and deleted; their values never come back', async () => {
    const own = await start()
    await own.api('PUT', '/secrets/crm', { value: VALUE }, 204)
    await own.api('PUT', '/secrets/billing', { value: 'first' }, 204)
    await own.api('PUT', '/secrets/billing', { value: 'second' }, 204)
    expect((await listOf(own)).map(({ name, isReadable }) => [name, isReadable])).toEqual([
      ['billing', true],
      ['crm', true],
    ])
    const { text } = await own.send('/api/secrets')
    expect(text).not.toContain('horse')
    await own.api('GET', '/secrets/crm', undefined, 404)
    await own.api('DELETE', '/secrets/billing', undefined, 204)
    await own.api('DELETE', '/secrets/billing', undefined, 404)
    expect(await listOf(own)).toHaveLength(1)
  })

  it('are in no log and not readable in the database', async () => {
    const own = await start()
    await own.api('PUT', '/secrets/crm', { value: VALUE }, 204)
    await own.send('/api/secrets/crm', {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: `{"value": "${'horse'.repeat(2000)}"}`,
    })
    await own.restart()
    for (const text of [own.stored(), own.log()]) {
      expect(text).not.toContain('horse')
      expect(text).not.toContain(Buffer.from(VALUE).toString('base64').slice(4, 20))
    }
    expect(await readCopy(own, [OLD])).toBe(VALUE)
    expect(await readCopy(own, [NEW])).toBeUndefined()
  })

  it('have names that a template can say', async () => {
    const own = await start()
    for (const name of ['a-b', '1a', 'a.b', 'x'.repeat(65)])
      problemSchema.parse(await own.api('PUT', `/secrets/${name}`, { value: 'x' }, 422))
    for (const value of ['', 5, undefined]) await own.api('PUT', '/secrets/crm', { value }, 422)
  })

  it('stay when STUDIO_SECRET is renewed, and need the old one only once', async () => {
    const own = await start()
    await own.api('PUT', '/secrets/crm', { value: VALUE }, 204)
    await own.restart({ STUDIO_SECRET: `${NEW},${OLD}` })
    expect(await listOf(own)).toMatchObject([{ name: 'crm', isReadable: true }])
    expect(await readCopy(own, [NEW])).toBe(VALUE)
    await own.restart({ STUDIO_SECRET: NEW })
    expect(await listOf(own)).toMatchObject([{ name: 'crm', isReadable: true }])
  })

  it('cannot be read with another STUDIO_SECRET, with which no server of a PostgreSQL database starts', async () => {
    const own = await start()
    await own.api('PUT', '/secrets/crm', { value: VALUE }, 204)
    const restarted = own.restart({ STUDIO_SECRET: 'quite-another-secret' })
    if (isOnPostgres()) {
      await expect(restarted).rejects.toThrow('STUDIO_SECRET: the other servers of this database have another one.')
    } else {
      await restarted
      expect(await listOf(own)).toMatchObject([{ name: 'crm', isReadable: false }])
    }
  })

  it('say which flows use them', async () => {
    const own = await start()
    const save = (name: string, value: string) =>
      own.api('POST', '/flows', { name, document: { nodes: [{ id: 'x', data: { value } }], edges: [] } }, 201)
    await own.api('PUT', '/secrets/crm', { value: VALUE }, 204)
    await save('By dot', 'Bearer {{ secrets.crm }}')
    await save('By bracket', '{{ secrets["crm"] }}')
    await save('Another', '{{ secrets.crm_test }}')
    expect((await listOf(own))[0]?.usedBy.map(({ name }) => name)).toEqual(['By bracket', 'By dot'])
  })
})
