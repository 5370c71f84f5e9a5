import { expect, it } from 'vitest'
import type { CallReplayed } from '../documents/replay-calls.ts'
import type { CallRecord, CallRow } from '../store/call-store.ts'
import { replayLastCalls } from './replay-last-calls.ts'

const rowOf = (index: number) =>
  ({ id: index, key: `call-${index}`, flowId: 'f1', version: 1, outcome: 'ended', at: 0 }) as unknown as CallRow
const around = { flows: [] } as never

/** So many calls in the log, which are looked at for so long. */
const replay = (there: number, maxMs: number, wanted = 1000, isWanted = () => true) =>
  replayLastCalls(
    {
      callLog: {
        listCalls: async ({ before = there, limit }) => {
          const ids = Array.from({ length: Math.min(limit, before) }, (_, index) => before - 1 - index)
          const next = ids.at(-1) ?? 0
          return { rows: ids.map(rowOf), next: ids.length === limit && next > 0 ? next : null, pending: 0 }
        },
        requestsOf: async (keys) => keys.map((key) => ({ callId: key, version: 1 }) as unknown as CallRecord),
      },
      flows: { version: async () => ({ document: '{}' }) as never },
      documents: {
        toReplay: async (text) => ({ text, around }),
        replay: async ({ calls }) => ({
          ok: true,
          value: calls.map(
            ({ key }) =>
              ({
                key,
                why: null,
                isComplete: true,
                difference: null,
                missing: null,
                gaps: [],
              }) as unknown as CallReplayed,
          ),
        }),
      },
    },
    { flow: { id: 'f1', name: 'Shop' }, draft: '{}', calls: wanted, isWanted, maxMs },
  )

it('takes the latest calls, as many as are wanted', async () => {
  expect(await replay(450, 60_000, 300)).toMatchObject({ calls: 300, replayed: 300, isCut: false })
  expect(await replay(450, 60_000)).toMatchObject({ calls: 450, replayed: 450, isCut: false })
})

it('says that it was cut off where calls are left, also of those read last', async () => {
  expect(await replay(41, -1, 41)).toMatchObject({ calls: 40, isCut: true })
  expect(await replay(450, -1)).toMatchObject({ calls: 40, isCut: true })
})

it('does not say so where the last calls were replayed as the time was over', async () => {
  expect(await replay(40, -1)).toMatchObject({ calls: 40, isCut: false })
})

it('ends once nobody waits for it', async () => {
  let asked = 0
  expect(await replay(450, 60_000, 1000, () => ++asked < 3)).toMatchObject({ calls: 120, isCut: true })
})
