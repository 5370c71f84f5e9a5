import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { inspect } from 'node:util'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createCrossbar } from './create-crossbar.ts'
import { CrossbarError } from './index.ts'
import { sendWithFetch } from './send-with-fetch.ts'
import { ACCOUNT, CALLFLOW, connect, KEY } from './testing/connect.ts'
import { type Send, SendError } from './transport/request.ts'

const listCalls = (calls: readonly { path: string }[]) => calls.filter(({ path }) => path.endsWith('/users'))

describe('a GET that fails', () => {
  it.each(['rate-limited', 'unavailable', 'html-502', 'cut-before', 'cut-after'] as const)(
    'is sent again after %s',
    async (fault) => {
      const { crossbar, kazoo, backOffs } = await connect()
      kazoo.fail(fault, { path: 'users', times: 2 })
      expect(await crossbar.list('user')).toHaveLength(1)
      expect(backOffs).toHaveLength(2)
    },
  )

  it('waits longer each time, with jitter', async () => {
    const { crossbar, kazoo, backOffs } = await connect({ client: { random: () => 0.5 } })
    kazoo.fail('rate-limited', { path: 'users', times: 10 })
    await expect(crossbar.list('user')).rejects.toMatchObject({ kind: 'busy', status: 429 })
    expect(backOffs).toEqual([250, 500, 1000])
    expect(listCalls(kazoo.calls)).toHaveLength(4)
  })

  it('says that a proxy answered in KAZOO’s place', async () => {
    const { crossbar, kazoo } = await connect()
    kazoo.fail('html-502', { path: 'users', times: 10 })
    await expect(crossbar.list('user')).rejects.toMatchObject({
      kind: 'unreachable',
      status: 502,
      message: expect.stringContaining('proxy'),
    })
  })

  it('is given up when its time is over, and not sent again', async () => {
    const { crossbar, kazoo } = await connect({ client: { timeoutMs: 300 } })
    await crossbar.list('user')
    kazoo.forgetCalls()
    kazoo.fail({ slowMs: 60_000 }, { path: 'users' })
    await expect(crossbar.list('user')).rejects.toMatchObject({ kind: 'timed-out' })
    expect(listCalls(kazoo.calls)).toHaveLength(1)
  })

  it('says that a module of KAZOO is not started', async () => {
    const { crossbar } = await connect({ modulesOff: ['lists'] })
    await expect(crossbar.list('list')).rejects.toMatchObject({ kind: 'module-off', status: 404 })
  })

  it('says that a document is gone', async () => {
    const { crossbar } = await connect()
    await expect(crossbar.callflows.get('0'.repeat(32))).rejects.toMatchObject({ kind: 'not-found' })
  })
})

describe('a write that fails', () => {
  it.each(['cut-after', 'cut-before', 'html-502', 'unavailable'] as const)(
    'is never sent twice: after %s its outcome is unknown',
    async (fault) => {
      const { crossbar, kazoo } = await connect()
      const { id, data, revision } = await crossbar.callflows.get(CALLFLOW)
      kazoo.fail(fault, { method: 'POST' })
      await expect(crossbar.callflows.replace(id, { ...data, name: 'Other' }, revision)).rejects.toMatchObject({
        kind: 'unknown-outcome',
      })
      expect(kazoo.calls.filter(({ method }) => method === 'POST')).toHaveLength(1)
      expect(kazoo.read(ACCOUNT, 'callflows', id)?.data.name).toBe(fault === 'cut-after' ? 'Other' : 'Sales')
    },
  )

  it('says that KAZOO is busy where it was refused before it began', async () => {
    const { crossbar, kazoo } = await connect()
    kazoo.fail('rate-limited', { method: 'PUT', path: 'vmboxes' })
    await expect(crossbar.vmboxes.create({ name: 'Sales', mailbox: '2001' })).rejects.toMatchObject({ kind: 'busy' })
    expect(kazoo.all(ACCOUNT, 'vmboxes')).toEqual([])
  })

  it('does not accept charges', async () => {
    const { crossbar, kazoo } = await connect()
    kazoo.fail('charges', { method: 'PUT', path: 'vmboxes' })
    await expect(crossbar.vmboxes.create({ name: 'Sales', mailbox: '2001' })).rejects.toMatchObject({ kind: 'charges' })
    expect(JSON.stringify(kazoo.calls)).not.toContain('accept_charges')
  })

  it('is refused here where it is larger than KAZOO takes', async () => {
    const { crossbar, kazoo } = await connect()
    await crossbar.connect()
    kazoo.forgetCalls()
    const bytes = new Uint8Array(8_000_001)
    const upload = crossbar.media.upload({ name: 'Long', contentType: 'audio/wav', bytes })
    await expect(upload).rejects.toMatchObject({ kind: 'too-large' })
    expect(kazoo.calls).toEqual([])
  })
})

describe('what is half done by nothing', () => {
  it('a dry run is not in doubt after its connection broke', async () => {
    const { crossbar, kazoo } = await connect()
    kazoo.fail('cut-after', { path: 'validation' })
    await expect(crossbar.callflows.validate({ numbers: ['1'] })).rejects.toMatchObject({ kind: 'unreachable' })
  })

  it('signing in is given up when its time is over, and not repeated', async () => {
    const { crossbar, kazoo } = await connect({ client: { timeoutMs: 300 } })
    kazoo.fail({ slowMs: 60_000 }, { path: 'api_auth' })
    await expect(crossbar.list('user')).rejects.toMatchObject({ kind: 'timed-out' })
    expect(kazoo.calls).toHaveLength(1)
  })
})

describe('no error', () => {
  const faults = [
    'unauthorized',
    'rate-limited',
    'unavailable',
    'conflict',
    'precondition',
    'charges',
    'html-502',
  ] as const

  it.each([...faults, 'cut-before', 'cut-after'] as const)('holds a secret: %s', async (fault) => {
    const { crossbar, kazoo } = await connect()
    await crossbar.list('user')
    const tokens = () => kazoo.calls.map(({ headers }) => headers['x-auth-token']).filter(Boolean)
    kazoo.fail(fault, { path: 'users', times: 10 })
    kazoo.fail(fault, { path: 'vmboxes', times: 10 })
    const reading = () => crossbar.list('user')
    const writing = () => crossbar.vmboxes.create({ name: 'Sales', mailbox: '2001' })
    for (const ask of [reading, writing]) {
      const error: unknown = await ask().catch((thrown: unknown) => thrown)
      expect(error).toBeInstanceOf(CrossbarError)
      const said = inspect(error, { depth: 10, showHidden: true })
      for (const secret of [KEY, ...tokens()]) expect(said).not.toContain(secret)
    }
  })
})

describe('where no KAZOO is', () => {
  const at = (baseUrl: string, send: Send = sendWithFetch) =>
    createCrossbar({ baseUrl, accountId: null, signIn: { type: 'api-key', apiKey: KEY }, send })

  it.each([
    [200, 'base URL'],
    [301, 'redirects'],
    [404, 'base URL'],
  ])('says that another server answers (%i)', async (status, words) => {
    const server = createServer((_, response) =>
      response.writeHead(status, { 'content-type': 'text/html', location: '/elsewhere' }).end('<h1>Welcome</h1>'),
    )
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void server.close())
    const { port } = server.address() as AddressInfo
    const crossbar = at(`http://127.0.0.1:${port}`)
    await expect(crossbar.connect()).rejects.toMatchObject({
      kind: 'not-crossbar',
      status,
      message: expect.stringContaining(words),
    })
  })

  it('says that nothing answers', async () => {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    await new Promise((resolve) => server.close(resolve))
    const crossbar = at(`http://127.0.0.1:${port}`)
    await expect(crossbar.connect()).rejects.toMatchObject({ kind: 'unreachable', status: null })
  })

  it('says that a private address is refused', async () => {
    const crossbar = at('http://10.0.0.5:8000', () =>
      Promise.reject(new SendError('refused-host', '10.0.0.5 is an address of a private network.')),
    )
    await expect(crossbar.connect()).rejects.toMatchObject({
      kind: 'refused-host',
      message: expect.stringContaining('private network'),
    })
  })
})

describe('many requests', () => {
  it('have at most four in flight', async () => {
    const { crossbar, kazoo } = await connect()
    kazoo.fail({ slowMs: 20 }, { path: 'callflows', times: 12 })
    await Promise.all(Array.from({ length: 12 }, () => crossbar.callflows.get(CALLFLOW)))
    expect(kazoo.maxInFlight).toBe(4)
  })

  it('share that limit between the accounts of a connection', async () => {
    const { crossbar, kazoo } = await connect()
    const child = crossbar.inAccount('d'.repeat(32))
    kazoo.fail({ slowMs: 20 }, { path: 'users', times: 12 })
    await Promise.all(Array.from({ length: 6 }, () => [crossbar.list('user'), child.list('user')]).flat())
    expect(kazoo.maxInFlight).toBe(4)
  })
})
