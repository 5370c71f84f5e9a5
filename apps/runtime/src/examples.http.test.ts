/** The examples that look something up or know the hours, called over real HTTP against a server that the test starts. */
import type { FlowDocument } from '@callflow-studio/model'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { accountBalance } from './examples/account-balance.ts'
import type { Example } from './examples/example.ts'
import { placeholderId } from './examples/example.ts'
import { nightSwitch } from './examples/night-switch.ts'
import { openingHours } from './examples/opening-hours.ts'
import { orderStatus } from './examples/order-status.ts'
import { threeCalls } from './examples/three-calls.ts'
import { at, collectionOf, continuationOf, type Module, startStudio, type TestStudio } from './testing/studio.ts'
import { serve, type WebServer } from './testing/web-server.ts'

/** What the studio takes for now; null: the time that it is. */
let time: string | null = null
let studio: TestStudio
beforeAll(async () => {
  studio = await startStudio({
    environment: { ALLOWED_HOSTS: '127.0.0.1', STUDIO_EXAMPLES: 'true' },
    now: () => (time === null ? new Date() : new Date(time)),
  })
})
afterAll(() => studio.stop())
beforeEach(() => {
  time = null
})

const servers: WebServer[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

/** The example with its `https://….example.com` replaced by a server of the test. */
const pointedAt = ({ document }: Example, url: string): FlowDocument =>
  JSON.parse(JSON.stringify(document).replaceAll(/https:\/\/\w+\.example\.com/g, url))

async function serveJson(reply: (url: string) => [status: number, body: unknown]): Promise<WebServer> {
  const server = await serve(({ url }, response) => {
    const [status, body] = reply(url)
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  servers.push(server)
  return server
}

/** A caller who keys in one entry after the other; each ends with the answer that follows. */
async function dial(pivotUrl: string, ...entries: string[]): Promise<Module> {
  let { tree } = await studio.ask(pivotUrl)
  for (const digits of entries)
    tree = (await studio.ask(continuationOf(tree), { Digits: { [collectionOf(tree)]: digits } })).tree
  return tree
}

describe('account balance', () => {
  const callBilling = async (reply: (url: string) => [number, unknown]) => {
    const billing = await serveJson(reply)
    const { pivotUrl } = await studio.publish(pointedAt(accountBalance, billing.url))
    const first = await studio.ask(pivotUrl)
    expect(first.tree).toMatchObject({ module: 'tts', children: { _: { module: 'pivot' } } })
    expect(billing.seen).toEqual([]) // nobody is asked before the caller has heard something
    const { tree } = await studio.ask(continuationOf(first.tree))
    expect(billing.seen[0]?.url).toBe('/accounts/%2B14155550100')
    return tree
  }

  it('connects a caller whose account is in order', async () => {
    const tree = await callBilling(() => [200, { name: 'Alice', balance: 12.5 }])
    expect(tree).toMatchObject({ module: 'user', data: { id: placeholderId(0x92) } })
    expect(at(tree, '_')?.module).toBe('voicemail')
  })

  it('tells others how much they owe, and connects them to accounting', async () => {
    const tree = await callBilling(() => [200, { name: 'Alice', balance: -1234.5 }])
    expect(tree.data.text).toBe('Hello Alice. Your account is $1,234.50 behind. We connect you to accounting.')
    expect(at(tree, '_')).toMatchObject({ module: 'user', data: { id: placeholderId(0x91) } })
  })

  it('connects strangers to reception, and everybody if billing is out of order', async () => {
    const stranger = await callBilling(() => [404, { error: 'unknown' }])
    expect(at(stranger, '_')).toMatchObject({ module: 'user', data: { id: placeholderId(0x31) } })
    const broken = await callBilling(() => [200, 'no object'])
    expect(broken).toMatchObject({ module: 'user', data: { id: placeholderId(0x92) } })
  })
})

describe('order status', () => {
  const ORDERS: Record<string, string> = { '/orders/004711?customer=01234': 'on its way' }
  const prepare = async () => {
    const shop = await serveJson((url) => [ORDERS[url] ? 200 : 404, { state: ORDERS[url] }])
    const { pivotUrl } = await studio.publish(pointedAt(orderStatus, shop.url))
    return { shop, pivotUrl }
  }

  it('says where an order is, after two entries', async () => {
    const { shop, pivotUrl } = await prepare()
    const tree = await dial(pivotUrl, '01234', '004711')
    expect(tree.data.text).toBe('Your order 0 0 4 7 1 1 is on its way. Thank you for calling.')
    expect(at(tree, '_')?.module).toBe('hangup')
    expect(shop.seen).toHaveLength(1)
  })

  it('asks again for an order that is not there, and then connects to a person', async () => {
    const { shop, pivotUrl } = await prepare()
    const retry = await dial(pivotUrl, '01234', '999999')
    expect(retry.data.text).toBe('We do not find this order.')
    /** After what was said, the question is asked again. */
    const next = async (digits: string): Promise<Module> => {
      const asked = (await studio.ask(continuationOf(retry))).tree
      return (await studio.ask(continuationOf(asked), { Digits: { [collectionOf(asked)]: digits } })).tree
    }
    expect((await next('004711')).data.text).toContain('is on its way')
    expect((await next('888888')).data.text).toBe('We connect you to somebody who can help.')
    expect(shop.seen.map(({ url }) => url)).toEqual([
      '/orders/999999?customer=01234',
      '/orders/004711?customer=01234',
      '/orders/888888?customer=01234',
    ])
  })

  it('takes an entry of the wrong length once more', async () => {
    const { pivotUrl } = await prepare()
    const again = await dial(pivotUrl, '12')
    expect(again.data.text).toBe('A customer number has 5 digits.')
    const tree = await dial(pivotUrl, '12', '12')
    expect(tree.data.text).toBe('We connect you to somebody who can help.')
  })
})

describe('opening hours', () => {
  let pivotUrl: string
  beforeAll(async () => {
    ;({ pivotUrl } = await studio.publish(openingHours.document))
  })
  const callAt = async (when: string, callers = 1) => {
    time = when
    const trees: Module[] = []
    for (let index = 0; index < callers; index++)
      trees.push((await studio.ask(pivotUrl, { 'Caller-ID-Number': `+1415555${1000 + index}` })).tree)
    return trees
  }
  const said = async (when: string) => (await callAt(when))[0]?.data.text

  it('are those of New York, in winter and in summer', async () => {
    expect((await callAt('2026-11-25T14:00:00Z'))[0]?.module).toBe('ring_group') // 9:00 in the morning
    expect(await said('2026-11-25T13:59:59Z')).toContain('outside our opening hours')
    expect((await callAt('2026-07-01T13:00:00Z'))[0]?.module).toBe('ring_group') // 9:00 in summer
    expect(await said('2026-07-01T22:00:00Z')).toContain('outside our opening hours') // 18:00 is closed
    expect(await said('2026-11-29T16:00:00Z')).toContain('outside our opening hours') // a Sunday
  })

  it('yield to holidays, those of one year and those of each', async () => {
    expect(await said('2026-11-26T16:00:00Z')).toContain('closed for the holiday')
    expect(await said('2027-12-25T16:00:00Z')).toContain('closed for the holiday')
    expect(await said('2026-07-04T16:00:00Z')).toContain('closed for the holiday')
  })

  it('share callers 70 to 30, each of them always to the same team', async () => {
    const trees = await callAt('2026-11-25T15:00:00Z', 400)
    const teamOf = (tree: Module | undefined) => JSON.stringify(tree?.data.endpoints)
    const first = trees.filter((tree) => JSON.stringify(tree.data.endpoints).includes(placeholderId(0xa1))).length
    expect(first).toBeGreaterThan(400 * 0.6)
    expect(first).toBeLessThan(400 * 0.8)
    for (const index of [0, 7, 42]) {
      const again = await studio.ask(pivotUrl, {
        'Caller-ID-Number': `+1415555${1000 + index}`,
        'Call-ID': `other-${index}`,
      })
      expect(teamOf(again.tree)).toBe(teamOf(trees[index]))
    }
  })
})

describe('three calls a day', () => {
  it('turns the fourth call of a day away, however many others call, and begins again at midnight', async () => {
    time = '2026-11-24T20:00:00-05:00'
    const { flows } = await studio.api<{ flows: { name: string; pivotUrl: string }[] }>('GET', '/flows')
    const { pivotUrl = '' } = flows.find(({ name }) => name === threeCalls.name) ?? {}
    const call = async (from: string, id: string) =>
      (await studio.ask(pivotUrl, { 'Caller-ID-Number': from, 'Call-ID': `${id}@${from}` })).tree
    for (const count of ['1', '2', '3']) {
      const tree = await call('+14155550100', count)
      expect(tree.data.text).toContain(`call ${count} of three`)
      expect(at(tree, '_')?.module).toBe('user')
    }
    const fourth = await call('+14155550100', '4')
    expect(fourth.data.text).toContain('call again tomorrow')
    expect(at(fourth, '_')?.module).toBe('hangup')
    expect((await call('+14155550199', '1')).data.text).toContain('call 1 of three')
    const [table] = threeCalls.tables ?? []
    expect(await studio.api('GET', `/tables/${table?.id}/rows?sort=calls`)).toMatchObject({
      rows: [
        { values: { caller: '+14155550199', calls: 1 }, expiresAt: '2026-11-25T05:00:00.000Z' },
        { values: { caller: '+14155550100', calls: 4 } },
      ],
    })
    // Callers who withhold their number are many people: nobody is turned away for the others.
    for (const withheld of ['anonymous', '', '0000000000', 'Restricted', '+anonymous'])
      expect((await call(withheld, 'hidden')).module).toBe('user')
    expect(await studio.api('GET', `/tables/${table?.id}`)).toMatchObject({ rowCount: 2 })
    expect((await call('1001', '1')).data.text).toContain('call 1 of three')
    time = '2026-11-25T00:00:00-05:00'
    expect((await call('+14155550100', '5')).data.text).toContain('call 1 of three')
  })
})

describe('the night switch', () => {
  const prepare = async () => {
    const { id } = await studio.api<{ id: string }>('POST', '/switches', { name: 'Night switch' }, 201)
    const [wanted] = nightSwitch.switches ?? []
    const document = JSON.parse(JSON.stringify(nightSwitch.document).replaceAll(String(wanted?.id), id))
    const { pivotUrl } = await studio.publish(document)
    const state = async () => (await studio.api<{ state: string }>('GET', `/switches/${id}`)).state
    return { pivotUrl, state }
  }

  it('is set by who knows the PIN', async () => {
    const { pivotUrl, state } = await prepare()
    const states: string[] = []
    for (const key of ['1', '2', '3']) {
      await dial(pivotUrl, '4711', key)
      states.push(await state())
    }
    expect(states).toEqual(['open', 'closed', 'automatic'])
  })

  it('is not set by anybody else', async () => {
    const { pivotUrl, state } = await prepare()
    const tree = await dial(pivotUrl, '0000')
    expect(tree.data.text).toBe('Goodbye.')
    expect(await state()).toBe('automatic')
  })

  it('is there where the examples are', async () => {
    const { switches } = await studio.api<{ switches: { id: string }[] }>('GET', '/switches')
    const [wanted] = nightSwitch.switches ?? []
    const found = switches.filter(({ id }) => id === wanted?.id)
    expect(found).toMatchObject([{ name: 'Night switch', usedBy: [{ name: 'Night switch' }] }])
  })
})

it('have their tests with them, which pass', async () => {
  const { flows } = await studio.api<{ flows: { id: string; name: string }[] }>('GET', '/flows')
  const { id = '' } = flows.find(({ name }) => name === threeCalls.name) ?? {}
  const { results } = await studio.api<{ results: { passed: boolean }[] }>('POST', `/flows/${id}/tests/run`, {})
  expect(results.length).toBeGreaterThan(1)
  expect(results.every(({ passed }) => passed)).toBe(true)
})
