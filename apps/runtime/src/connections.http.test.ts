/** Connections to KAZOO, against a Crossbar of our own over real HTTP. */
import { type FakeAccount, type FakeCrossbar, startFakeCrossbar } from '@callflow-studio/crossbar/fake'
import {
  type Connection,
  connectionListSchema,
  type KazooEntityList,
  kazooAccountListSchema,
  kazooCallflowDetailSchema,
  type ProblemDetails,
} from '@callflow-studio/model/api'
import { flow } from '@callflow-studio/model/testing'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startStudio, type TestStudio } from './testing/studio.ts'

const ACME = 'a1'.repeat(16)
const BRANCH = 'b2'.repeat(16)
const ANN = '7c'.repeat(16)
const KEY = 'k'.repeat(64)
const BRANCH_KEY = 'b'.repeat(64)
const OLD = 'the-secret-until-today-0123456789'
const NEW = 'the-secret-from-today-on-0123456'
const PASSWORD = 'correct horse battery staple'

const ACCOUNTS: FakeAccount[] = [
  {
    id: ACME,
    name: 'Acme',
    realm: 'acme.example.com',
    parentId: null,
    apiKey: KEY,
    isReseller: true,
    logins: [{ username: 'Admin', password: PASSWORD }],
    documents: {
      users: [{ id: ANN, first_name: 'Ann', last_name: 'Bell', username: 'ann' }],
      callflows: [
        {
          id: 'c4'.repeat(16),
          name: 'Main number',
          numbers: ['+14155550100'],
          flow: { module: 'user', data: { id: ANN }, children: {} },
        },
        {
          id: 'c5'.repeat(16),
          numbers: ['*97'],
          featurecode: { name: 'voicemail', number: '97' },
          flow: { module: 'voicemail', data: { action: 'check' }, children: {} },
        },
      ],
    },
  },
  {
    id: BRANCH,
    name: 'Acme West',
    realm: 'west.acme.example.com',
    parentId: ACME,
    apiKey: BRANCH_KEY,
    documents: { users: [{ id: 'd6'.repeat(16), first_name: 'Wes', last_name: 'Moor', username: 'wes' }] },
  },
]

let studio: TestStudio
let kazoo: FakeCrossbar
beforeAll(async () => {
  studio = await startStudio({ environment: { ALLOWED_HOSTS: '127.0.0.1', STUDIO_SECRET: OLD } })
})
afterAll(() => studio.stop())
beforeEach(async () => {
  kazoo = await startFakeCrossbar({ accounts: ACCOUNTS })
})
afterEach(async () => {
  for (const { id } of await list()) await studio.api('DELETE', `/connections/${id}`, undefined, 204)
  await kazoo.stop()
})

const list = async (): Promise<Connection[]> =>
  connectionListSchema.parse(await studio.api('GET', '/connections')).connections
const withKey = (apiKey = KEY) => ({ baseUrl: kazoo.url, signIn: { type: 'api-key', apiKey } })
const connect = (body: object = withKey()) => studio.api<Connection>('POST', '/connections', body, 201)
const entities = (kind: string, account = ACME, status = 200) =>
  studio.api<KazooEntityList & ProblemDetails>('GET', `/kazoo/accounts/${account}/entities/${kind}`, undefined, status)

describe('a connection', () => {
  it('is made by an API key that works, and never shows it', async () => {
    const made = await connect()
    expect(made).toMatchObject({
      accountId: ACME,
      accountName: 'Acme',
      isReseller: true,
      isReadable: true,
      signIn: { type: 'api-key', username: null },
    })
    expect(await list()).toEqual([made])
    expect(studio.stored()).not.toContain(KEY)
    expect(studio.log()).not.toContain(KEY)
    expect(kazoo.urlsWith(KEY)).toEqual([])
  })

  it('is made by a user of the account, whose password nobody sees', async () => {
    const signIn = { type: 'user', username: 'admin', password: PASSWORD, accountName: 'Acme' }
    const made = await connect({ baseUrl: kazoo.url, signIn })
    expect(made).toMatchObject({ accountId: ACME, signIn: { type: 'user', username: 'admin' } })
    expect(studio.stored()).not.toContain(PASSWORD)
    expect(JSON.stringify(kazoo.calls)).not.toContain(PASSWORD)
  })

  it('is not saved where KAZOO does not let the studio in', async () => {
    const wrong = await studio.api<ProblemDetails>('POST', '/connections', withKey('x'.repeat(64)), 422)
    expect(wrong).toMatchObject({ title: 'It was not saved.', detail: expect.stringMatching(/API key/) })
    const nowhere = { ...withKey(), baseUrl: 'http://127.0.0.1:9/v2' }
    expect(await studio.api('POST', '/connections', nowhere, 422)).toMatchObject({
      detail: expect.stringMatching(/127\.0\.0\.1:9/),
    })
    kazoo.fail('html-502', { times: 5 })
    expect(await studio.api('POST', '/connections', withKey(), 422)).toMatchObject({ title: 'It was not saved.' })
    expect(await list()).toEqual([])
  })

  it('leads to one account only, and each account has one', async () => {
    const made = await connect()
    expect(await studio.api('POST', '/connections', withKey(), 409)).toMatchObject({
      title: 'Acme is connected already.',
    })
    const other = { signIn: withKey(BRANCH_KEY).signIn }
    expect(await studio.api('PUT', `/connections/${made.id}`, other, 409)).toMatchObject({
      title: 'This signs in to another account, Acme West.',
    })
    const user = { type: 'user', username: 'admin', password: PASSWORD, realm: 'acme.example.com' }
    expect(await studio.api('PUT', `/connections/${made.id}`, { signIn: user })).toMatchObject({
      id: made.id,
      signIn: { type: 'user', username: 'admin' },
    })
    const elsewhere = { baseUrl: 'http://127.0.0.1:9/v2' }
    expect(await studio.api('PUT', `/connections/${made.id}`, elsewhere, 422)).toMatchObject({
      detail: expect.stringMatching(/^This is another server\. Enter the API key or the password again/),
    })
    await studio.api('PUT', '/connections/nothing', {}, 404)
    await studio.api('DELETE', '/connections/nothing', undefined, 404)
  })

  it('is there again after a restart, also where STUDIO_SECRET is renewed', async () => {
    const { id } = await connect()
    await studio.restart({ STUDIO_SECRET: `${NEW},${OLD}` })
    await studio.restart({ STUDIO_SECRET: NEW })
    expect(await list()).toMatchObject([{ id, isReadable: true }])
    expect(await entities('user')).toMatchObject({ entities: [{ id: ANN, name: 'Ann Bell' }] })
    expect(await studio.api('POST', `/connections/${id}/check`)).toMatchObject({ id, accountName: 'Acme' })
    // Back to the first one, for the other tests.
    await studio.restart({ STUDIO_SECRET: `${OLD},${NEW}` })
  })
})

describe('what an account has', () => {
  it('is listed by name, also for accounts below a reseller’s', async () => {
    const { id: connectionId } = await connect()
    expect(kazooAccountListSchema.parse(await studio.api('GET', '/kazoo/accounts'))).toEqual({
      accounts: [
        { id: ACME, name: 'Acme', connectionId, parentIds: [] },
        { id: BRANCH, name: 'Acme West', connectionId, parentIds: [ACME] },
      ],
      problems: [],
    })
    expect((await entities('user')).entities).toEqual([{ id: ANN, name: 'Ann Bell', detail: 'ann' }])
    expect((await entities('user', BRANCH)).entities).toMatchObject([{ name: 'Wes Moor' }])
    await entities('user', 'f'.repeat(32), 404)
    await entities('dragon', ACME, 404)
  })

  it('is asked for once while forms open, and again where that is wanted', async () => {
    await connect()
    const asked = () => kazoo.calls.filter(({ path }) => path.endsWith('/users')).length
    await Promise.all([entities('user'), entities('user'), entities('user')])
    expect(asked()).toBe(1)
    kazoo.add(ACME, 'users', { id: 'e8'.repeat(16), first_name: 'New', last_name: 'One', username: 'new' })
    const fresh = await studio.api<KazooEntityList>('GET', `/kazoo/accounts/${ACME}/entities/user?fresh=true`)
    expect(fresh.entities.map(({ name }) => name)).toEqual(['Ann Bell', 'New One'])
  })

  it('says that a module is not started, and what else keeps KAZOO from telling', async () => {
    await connect()
    kazoo.turnOff('queues')
    expect(await entities('queue')).toMatchObject({ entities: [], isAvailable: false })
    kazoo.fail('html-502', { times: 20 })
    expect(await entities('menu', ACME, 502)).toMatchObject({ title: 'KAZOO could not be asked.' })
    kazoo.forgetFaults()
    expect(await entities('menu')).toMatchObject({ entities: [], isAvailable: true })
  })

  it('includes its callflows, each with the names of what it leads to', async () => {
    await connect()
    const { callflows } = await studio.api<{ callflows: object[] }>('GET', `/kazoo/accounts/${ACME}/callflows`)
    expect(callflows).toMatchObject([
      { name: 'Main number', numbers: ['+14155550100'], keptBy: null },
      { numbers: ['*97'], keptBy: 'feature code' },
    ])
    const path = `/kazoo/accounts/${ACME}/callflows/${'c4'.repeat(16)}`
    const found = kazooCallflowDetailSchema.parse(await studio.api('GET', path))
    expect(found).toMatchObject({ callflow: { name: 'Main number' }, names: { [ANN]: 'Ann Bell' } })
    const team = { endpoint_type: 'user', id: ANN }
    const { id } = kazoo.add(ACME, 'callflows', {
      numbers: ['3000'],
      flow: { module: 'ring_group', data: { endpoints: [team] }, children: {} },
    })
    expect(await studio.api('GET', `/kazoo/accounts/${ACME}/callflows/${id}`)).toMatchObject({
      names: { [ANN]: 'Ann Bell' },
    })
    await studio.api('GET', `/kazoo/accounts/${ACME}/callflows/${'9'.repeat(32)}`, undefined, 404)
  })

  it('keeps no call waiting while KAZOO is silent', async () => {
    await connect()
    const { pivotUrl } = await studio.publish(flow().step('hi', 'tts', { text: 'Hi' }).chain('hi').build())
    kazoo.fail({ slowMs: 1500 })
    const waiting = entities('device', ACME).catch(() => null)
    const begun = performance.now()
    await studio.ask(pivotUrl)
    expect(performance.now() - begun).toBeLessThan(1000)
    await waiting
  })
})
