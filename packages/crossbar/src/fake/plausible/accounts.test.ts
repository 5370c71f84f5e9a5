import { describe, expect, it } from 'vitest'
import { connect } from '../../testing/connect.ts'
import { checkFlow } from '../check-flow.ts'
import { plausibleAccounts } from './accounts.ts'
import { callflows } from './callflows.ts'
import { ACCOUNT_ID, apiKeyOf } from './ids.ts'

describe('the company to try the studio with', () => {
  const connectTo = () =>
    connect({
      accounts: plausibleAccounts(),
      client: { accountId: ACCOUNT_ID, signIn: { type: 'api-key', apiKey: apiKeyOf('Bell & Sons') } },
    })

  it('has something of everything', async () => {
    const { crossbar } = await connectTo()
    expect(await crossbar.callflows.list()).toHaveLength(40)
    expect(await crossbar.list('user')).toHaveLength(12)
    const kinds = [
      'device',
      'group',
      'voicemail-box',
      'menu',
      'media',
      'temporal-rule',
      'rule-set',
      'conference',
    ] as const
    for (const kind of kinds) expect((await crossbar.list(kind)).length).toBeGreaterThan(0)
  })

  it.each(['4', '5'] as const)('has only callflows that KAZOO %s would accept', (version) => {
    for (const { name, flow } of callflows)
      expect([name, checkFlow(flow ?? null, { version, allowsLoopback: false }).errors]).toEqual([name, []])
  })

  it('has one callflow that names what is gone', async () => {
    const { crossbar } = await connectTo()
    const former = (await crossbar.callflows.list()).find(({ name }) => name === 'Former colleague')
    expect((await crossbar.callflows.get(former?.id ?? '')).names).toEqual({})
  })
})
