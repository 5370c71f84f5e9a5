import { onTestFinished } from 'vitest'
import { type Crossbar, type CrossbarOptions, createCrossbar } from '../create-crossbar.ts'
import { type FakeAccount, type FakeCrossbar, type FakeOptions, startFakeCrossbar } from '../fake/index.ts'
import { sendWithFetch } from '../send-with-fetch.ts'
import { waitFor } from '../transport/back-off.ts'

export const KEY = 'k'.repeat(64)
export const ACCOUNT = 'a'.repeat(32)
export const USER = 'b'.repeat(32)
export const CALLFLOW = 'c'.repeat(32)
export const CHILD = 'd'.repeat(32)

export const SALES = {
  id: CALLFLOW,
  name: 'Sales',
  numbers: ['+14155550100'],
  patterns: [],
  flow: { module: 'user', data: { id: USER }, children: {} },
}

/** An account with one of what the tests need. */
export const smallAccount = (more: Partial<FakeAccount> = {}): FakeAccount => ({
  id: ACCOUNT,
  name: 'Acme',
  realm: 'acme.example',
  parentId: null,
  apiKey: KEY,
  documents: {
    users: [{ id: USER, first_name: 'Ann', last_name: 'Bell', username: 'ann', presence_id: '1001' }],
    callflows: [SALES],
  },
  numbers: { '+14155550100': {}, '+14155550140': {} },
  ...more,
})

export const childAccount = (): FakeAccount => ({
  id: CHILD,
  name: 'Bakery',
  realm: 'bakery.example',
  parentId: ACCOUNT,
  apiKey: 'x'.repeat(64),
  documents: { users: [{ id: 'e'.repeat(32), first_name: 'Nora', last_name: 'Weiss' }] },
  numbers: { '+14155550199': {} },
})

/** Far longer than any answer takes on a busy machine. */
const TIMEOUT_MS = 20_000

export interface Connected {
  kazoo: FakeCrossbar
  crossbar: Crossbar
  /** Milliseconds of every back-off; none is waited for. */
  backOffs: number[]
}

/** A fake of its own for one test, and a client of it. */
export async function connect({
  client = {},
  ...fake
}: FakeOptions & { client?: Partial<CrossbarOptions> } = {}): Promise<Connected> {
  const kazoo = await startFakeCrossbar({ accounts: [smallAccount(), childAccount()], ...fake })
  onTestFinished(() => kazoo.stop())
  const backOffs: number[] = []
  const timeoutMs = client.timeoutMs ?? TIMEOUT_MS
  const crossbar = createCrossbar({
    baseUrl: kazoo.url,
    accountId: ACCOUNT,
    signIn: { type: 'api-key', apiKey: KEY },
    send: sendWithFetch,
    wait: (ms, signal) => {
      if (ms === timeoutMs) return waitFor(ms, signal)
      backOffs.push(ms)
      return Promise.resolve()
    },
    ...client,
    timeoutMs,
  })
  return { kazoo, crossbar, backOffs }
}
