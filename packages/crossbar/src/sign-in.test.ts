import { describe, expect, it } from 'vitest'
import { createCrossbar } from './create-crossbar.ts'
import { sendWithFetch } from './send-with-fetch.ts'
import { ACCOUNT, CHILD, childAccount, connect, KEY, smallAccount } from './testing/connect.ts'
import { readBaseUrl } from './transport/base-url.ts'

const signIns = (calls: readonly { path: string }[]) => calls.filter(({ path }) => path === '/api_auth').length

describe('signing in', () => {
  it('says which account a key is for', async () => {
    const { crossbar } = await connect({ client: { accountId: null } })
    expect(await crossbar.connect()).toMatchObject({ accountId: ACCOUNT, accountName: 'Acme', isReseller: false })
    expect(crossbar.accountId).toBe(ACCOUNT)
  })

  it('hashes the user name in lower case, as KAZOO stores it', async () => {
    const account = smallAccount({ logins: [{ username: 'ann.bell', password: 'Pa:ss' }] })
    const { crossbar, kazoo } = await connect({
      accounts: [account],
      client: { signIn: { type: 'user', username: 'Ann.Bell', password: 'Pa:ss', accountName: 'Acme' } },
    })
    expect((await crossbar.connect()).accountId).toBe(ACCOUNT)
    expect(JSON.stringify(kazoo.calls)).not.toContain('Pa:ss')
  })

  it.each([
    ['a key that KAZOO does not know', 'z'.repeat(64)],
    ['a key that is too short', 'short'],
  ])('refuses %s in words, without repeating it', async (_, apiKey) => {
    const { crossbar } = await connect({ client: { signIn: { type: 'api-key', apiKey } } })
    const error = await crossbar.connect().catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ kind: 'signed-out', message: expect.stringContaining('API key'), fields: [] })
    expect(`${JSON.stringify(error)} ${String(error)}`).not.toContain(apiKey)
  })

  it('does not try credentials again at once that KAZOO has refused', async () => {
    let now = Date.now()
    const { crossbar, kazoo } = await connect({
      client: { signIn: { type: 'api-key', apiKey: 'z'.repeat(64) }, now: () => now },
    })
    for (let count = 0; count < 5; count++)
      await expect(crossbar.list('user')).rejects.toMatchObject({ kind: 'signed-out' })
    expect(signIns(kazoo.calls)).toBe(1)
    now += 61_000
    await expect(crossbar.list('user')).rejects.toMatchObject({ kind: 'signed-out' })
    expect(signIns(kazoo.calls)).toBe(2)
  })

  it('signs in once for requests that start together', async () => {
    const { crossbar, kazoo } = await connect()
    await Promise.all([crossbar.list('user'), crossbar.list('callflow'), crossbar.list('menu')])
    expect(signIns(kazoo.calls)).toBe(1)
  })

  it('renews a token before its end', async () => {
    let now = Date.now()
    const { crossbar, kazoo } = await connect({ tokenSeconds: 3600, now: () => now, client: { now: () => now } })
    await crossbar.list('user')
    now += 3000_000
    await crossbar.list('user')
    expect(signIns(kazoo.calls)).toBe(1)
    now += 560_000 // 40 seconds before its end
    await crossbar.list('user')
    expect(signIns(kazoo.calls)).toBe(2)
    expect(kazoo.calls.filter(({ status }) => status === 401)).toEqual([])
  })

  it('uses a token that has ended by a clock that is ahead', async () => {
    const { crossbar, kazoo } = await connect({ client: { now: () => Date.now() + 86_400_000 } })
    await crossbar.list('user')
    await crossbar.list('user')
    expect(signIns(kazoo.calls)).toBe(1)
  })

  it('signs in once more for all requests whose token died on the way, writes too', async () => {
    const { crossbar, kazoo } = await connect()
    const { data, revision, id } = await crossbar.callflows.get('c'.repeat(32))
    kazoo.expireTokens()
    await Promise.all([
      crossbar.list('user'),
      crossbar.list('menu'),
      crossbar.callflows.replace(id, { ...data, name: 'New name' }, revision),
    ])
    expect(signIns(kazoo.calls)).toBe(2)
    expect(kazoo.read(ACCOUNT, 'callflows', id)?.data.name).toBe('New name')
  })

  it('gives up after a second 401', async () => {
    const { crossbar, kazoo } = await connect()
    await crossbar.list('user')
    kazoo.fail('unauthorized', { path: 'menus', times: 10 })
    await expect(crossbar.list('menu')).rejects.toMatchObject({ kind: 'signed-out', status: 401 })
    expect(kazoo.calls.filter(({ path }) => path.endsWith('/menus'))).toHaveLength(2)
  })

  it('reaches the accounts below a reseller with one token, and no other', async () => {
    const parent = smallAccount({ isReseller: true })
    const { crossbar, kazoo } = await connect({
      accounts: [parent, childAccount(), { ...smallAccount(), id: 'f'.repeat(32), apiKey: 'y'.repeat(64) }],
    })
    expect(await crossbar.subAccounts()).toEqual([
      { id: CHILD, name: 'Bakery', realm: 'bakery.example', parentIds: [ACCOUNT] },
    ])
    expect(await crossbar.inAccount(CHILD).list('user')).toMatchObject([{ name: 'Nora Weiss' }])
    await expect(crossbar.inAccount('f'.repeat(32)).list('user')).rejects.toMatchObject({ kind: 'forbidden' })
    expect(signIns(kazoo.calls)).toBe(1)
  })

  it('never puts a secret into an address', async () => {
    const { crossbar, kazoo } = await connect()
    await crossbar.list('callflow')
    await crossbar.callflows.get('c'.repeat(32))
    const token = kazoo.calls.at(-1)?.headers['x-auth-token'] ?? ''
    expect(token).not.toBe('')
    expect([...kazoo.urlsWith(KEY), ...kazoo.urlsWith(token)]).toEqual([])
  })

  it('names every request, so that KAZOO’s log can be searched', async () => {
    const { crossbar, kazoo } = await connect()
    await crossbar.list('user')
    const ids = kazoo.calls.map(({ headers }) => headers['x-request-id'])
    expect(new Set(ids).size).toBe(kazoo.calls.length)
    expect(ids.every((id) => /^[0-9a-f]{32}$/.test(id ?? ''))).toBe(true)
  })
})

describe('the base URL', () => {
  it.each([
    ['kazoo.example.com:8443', 'https://kazoo.example.com:8443/v2'],
    [' https://kazoo.example.com/v2/ ', 'https://kazoo.example.com/v2'],
    ['http://10.0.0.5:8000', 'http://10.0.0.5:8000/v2'],
    ['https://example.com/api/v2', 'https://example.com/api/v2'],
  ])('%s is %s', (text, url) => expect(readBaseUrl(text)).toEqual({ ok: true, url }))

  it.each([
    ['', 'Enter an address'],
    ['ftp://kazoo.example.com', 'https://'],
    ['https://user:secret@kazoo.example.com', 'user name'],
    ['https://kazoo.example.com/v1', '/v2'],
    ['https://kazoo.example.com/v2?auth_token=abc', 'after the path'],
  ])('%s is refused', (text, words) => {
    expect(readBaseUrl(text)).toEqual({ ok: false, message: expect.stringContaining(words) })
    const options = { baseUrl: text, accountId: null, send: sendWithFetch }
    expect(() => createCrossbar({ ...options, signIn: { type: 'api-key', apiKey: KEY } })).toThrow(words)
  })
})
