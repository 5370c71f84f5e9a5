import { describe, expect, it } from 'vitest'
import type { JsonObject } from './index.ts'
import { ACCOUNT, CALLFLOW, CHILD, connect, SALES, smallAccount, USER } from './testing/connect.ts'

const hangup = { module: 'hangup', data: {}, children: {} }

describe('lists', () => {
  it('show names, and what tells two of one name apart, in order', async () => {
    const documents = {
      users: [
        { id: '1'.repeat(32), first_name: 'Zoe', last_name: 'Able', username: 'zoe', presence_id: '1002' },
        { id: '2'.repeat(32), first_name: 'Ann', last_name: 'Bell', username: 'ann' },
      ],
      vmboxes: [{ id: '3'.repeat(32), name: 'Sales', mailbox: '2001' }],
      groups: [{ id: '4'.repeat(32), name: 'Team', endpoints: { a: {}, b: {} } }],
      callflows: [{ ...SALES, name: '', flow: hangup }],
    }
    const { crossbar } = await connect({ accounts: [smallAccount({ documents })] })
    const shown = async (kind: Parameters<typeof crossbar.list>[0]) =>
      (await crossbar.list(kind)).map(({ name, detail }) => [name, detail])
    expect(await shown('user')).toEqual([
      ['Ann Bell', 'ann'],
      ['Zoe Able', '1002'],
    ])
    expect(await shown('voicemail-box')).toEqual([['Sales', '2001']])
    expect(await shown('group')).toEqual([['Team', '2 members']])
    expect(await shown('callflow')).toEqual([['+14155550100', '+14155550100']])
  })

  const many = (count: number, name: (index: number) => string) =>
    Array.from({ length: count }, (_, index) => ({
      id: index.toString(16).padStart(32, '0'),
      name: name(index),
      mailbox: String(index),
    }))

  it('have every row, although KAZOO gives 50 by default', async () => {
    const { crossbar } = await connect({ accounts: [smallAccount({ documents: { vmboxes: many(120, String) } })] })
    expect(await crossbar.list('voicemail-box')).toHaveLength(120)
  })

  it('are read in pages where KAZOO gives no list in one answer', async () => {
    const documents = { vmboxes: many(450, (index) => `Box ${index}`) }
    const { crossbar, kazoo } = await connect({ accounts: [smallAccount({ documents })] })
    kazoo.fail('too-large', { path: 'vmboxes' })
    expect(await crossbar.list('voicemail-box')).toHaveLength(450)
  })

  it('end where KAZOO gives the same page again, since more rows share a key than fit', async () => {
    const documents = { vmboxes: many(450, () => 'Same') }
    const { crossbar, kazoo } = await connect({ accounts: [smallAccount({ documents })] })
    kazoo.fail('too-large', { path: 'vmboxes' })
    expect(await crossbar.list('voicemail-box')).toHaveLength(200)
  })

  it('end where every page has the same next key', async () => {
    const { crossbar, kazoo } = await connect()
    kazoo.fail('repeat-key', { path: 'users', times: Number.POSITIVE_INFINITY })
    expect(await crossbar.list('user')).toHaveLength(1)
  })
})

describe('a callflow', () => {
  it('comes with the names in its flow, and without what reading adds', async () => {
    const { crossbar } = await connect()
    const { data, names, revision } = await crossbar.callflows.get(CALLFLOW)
    expect(names).toEqual({ [USER]: { name: 'Ann Bell', type: 'user', numbers: [] } })
    expect(Object.keys(data).sort()).toEqual(['flow', 'name', 'numbers', 'patterns'])
    expect(revision).toMatch(/^1-/)
  })

  it('is replaced whole, if nobody else saved it, and metadata is never sent back', async () => {
    const { crossbar, kazoo } = await connect()
    const { data, revision } = await crossbar.callflows.get(CALLFLOW)
    const withNames = { ...data, metadata: { [USER]: { name: 'Ann Bell' } }, _read_only: {}, flow: hangup }
    const saved = await crossbar.callflows.replace(CALLFLOW, withNames, revision)
    expect(saved.revision).toMatch(/^2-/)
    const post = kazoo.calls.find(({ method }) => method === 'POST')
    expect(post?.headers['if-match']).toBe(`"${revision}"`)
    expect(Object.keys((post?.body?.data ?? {}) as JsonObject).sort()).toEqual(['flow', 'name', 'numbers', 'patterns'])
    expect(kazoo.patchesOfFlow()).toEqual([])
  })

  it('is not replaced after somebody else saved it', async () => {
    const { crossbar, kazoo } = await connect()
    const { data, revision } = await crossbar.callflows.get(CALLFLOW)
    kazoo.edit(ACCOUNT, 'callflows', CALLFLOW, (stored) => ({ ...stored, name: 'Theirs' }))
    await expect(crossbar.callflows.replace(CALLFLOW, data, revision)).rejects.toMatchObject({
      kind: 'changed',
      status: 412,
    })
    await expect(crossbar.callflows.delete(CALLFLOW, revision)).rejects.toMatchObject({ kind: 'changed' })
    expect(kazoo.read(ACCOUNT, 'callflows', CALLFLOW)?.data.name).toBe('Theirs')
  })

  it('gives up some of its numbers, and keeps its flow', async () => {
    const { crossbar, kazoo } = await connect()
    const { revision } = await crossbar.callflows.get(CALLFLOW)
    await crossbar.callflows.update(CALLFLOW, { numbers: ['3001'] }, revision)
    expect(kazoo.read(ACCOUNT, 'callflows', CALLFLOW)?.data).toMatchObject({
      numbers: ['3001'],
      flow: { module: 'user' },
    })
    expect(kazoo.patchesOfFlow()).toEqual([])
  })

  it('is told who has its number', async () => {
    const { crossbar } = await connect()
    const creating = crossbar.callflows.create({ numbers: ['4155550100'], flow: hangup })
    await expect(creating).rejects.toMatchObject({
      kind: 'number-taken',
      taken: { number: '+14155550100', owner: { id: CALLFLOW, name: 'Sales' } },
      message: expect.stringContaining('“Sales”'),
    })
  })

  it('is told so too where somebody took the number between reading and writing', async () => {
    const { crossbar, kazoo } = await connect()
    const { data, revision } = await crossbar.callflows.get(CALLFLOW)
    const thief = () =>
      void kazoo.add(ACCOUNT, 'callflows', { name: 'Thief', numbers: ['3009'], patterns: [], flow: hangup })
    kazoo.fail({ meanwhile: thief }, { method: 'POST' })
    const replacing = crossbar.callflows.replace(CALLFLOW, { ...data, numbers: ['3009'] }, revision)
    await expect(replacing).rejects.toMatchObject({ kind: 'number-taken', taken: { owner: { name: 'Thief' } } })
  })

  it('cannot have the number of another account', async () => {
    const { crossbar } = await connect()
    const creating = crossbar.callflows.create({ numbers: ['+14155550199'], flow: hangup })
    await expect(creating).rejects.toMatchObject({
      kind: 'forbidden',
      message: expect.stringContaining('another account'),
    })
    expect(await crossbar.inAccount(CHILD).callflows.create({ numbers: ['+14155550199'], flow: hangup })).toBeDefined()
  })

  it('is checked without being saved', async () => {
    const { crossbar, kazoo } = await connect()
    const pivot = (url: string) => ({
      numbers: ['1'],
      flow: { module: 'pivot', data: { voice_url: url }, children: {} },
    })
    expect(await crossbar.callflows.validate(pivot('http://localhost/x'))).toEqual([
      { path: 'flow.data.voice_url', rule: 'error', message: 'invalid client URL', value: 'http://localhost/x' },
    ])
    expect(await crossbar.callflows.validate(pivot('https://studio.example/p/main'))).toEqual([])
    expect(kazoo.all(ACCOUNT, 'callflows')).toHaveLength(1)
  })

  it('may come from a cache for a moment, with the revision before', async () => {
    const { crossbar, kazoo } = await connect()
    const before = await crossbar.callflows.get(CALLFLOW)
    const saved = await crossbar.callflows.replace(CALLFLOW, { ...before.data, name: 'New' }, before.revision)
    kazoo.fail('stale', { method: 'GET', path: CALLFLOW })
    expect((await crossbar.callflows.get(CALLFLOW)).revision).toBe(before.revision)
    expect(await crossbar.callflows.get(CALLFLOW)).toMatchObject({ revision: saved.revision, data: { name: 'New' } })
  })

  it('is gone after it was deleted', async () => {
    const { crossbar } = await connect()
    const { revision } = await crossbar.callflows.get(CALLFLOW)
    await crossbar.callflows.delete(CALLFLOW, revision)
    await expect(crossbar.callflows.get(CALLFLOW)).rejects.toMatchObject({ kind: 'not-found' })
  })
})
