/** A caller who decides while the call runs. */
import { expect, it } from 'vitest'
import { type Preview, sampleCallSchema } from '../api/index.ts'
import type { AnswerModule } from '../nodes/contract/simulated-account.ts'
import type { SimulatedCaller } from './next.ts'
import { NO_REPLY } from './place.ts'
import { simulateCall } from './simulate-call.ts'

const say = (text: string, next?: AnswerModule): AnswerModule => ({
  module: 'tts',
  data: { text },
  ...(next ? { children: { _: next } } : {}),
})
const collect = (next?: AnswerModule): AnswerModule => ({
  module: 'collect_dtmf',
  data: { max_digits: 2, collection_name: 'pin' },
  ...(next ? { children: { _: next } } : {}),
})

const call = (answer: AnswerModule, caller: Partial<SimulatedCaller>): Promise<Omit<Preview, 'diagnostics'>> =>
  simulateCall({
    call: sampleCallSchema.parse({}),
    does: [],
    caller: { during: () => null, acts: () => [], ...caller },
    startedAt: new Date(0),
    voiceUrl: 'https://studio.example/pivot/key',
    ask: async () => ({ ...NO_REPLY, body: JSON.stringify(answer) }),
  })
const told = ({ events }: Pick<Preview, 'events'>) =>
  events.flatMap(({ kind, text, atMs }) => (kind === 'speech' || kind === 'caller' ? [[atMs, text]] : []))

it('is asked where a module waits, and again where that was not enough', async () => {
  const waits: string[] = []
  const played = await call(say('Press two keys', collect(say('Thanks'))), {
    acts: (_, { text }) => (waits.push(text) === 1 ? [{ waitMs: 700 }, { digits: '12' }] : []),
  })
  expect(waits).toHaveLength(1)
  expect(told(played).map(([, text]) => text)).toEqual(['Press two keys', '12', 'Thanks'])
})

it('presses keys while something is said, and it stops there', async () => {
  let presses = 0
  const played = await call(say('A long sentence, which nobody wants to hear to its end', collect(say('Thanks'))), {
    during: () => (presses++ === 0 ? { afterMs: 900, does: { digits: '42' } } : null),
  })
  expect(told(played)).toEqual([
    [0, expect.stringContaining('A long sentence')],
    [900, '42'],
    [900, 'Thanks'],
  ])
})

it('hangs up while nothing is heard', async () => {
  const played = await call(
    { module: 'sleep', data: { duration: 10, unit: 's' }, children: { _: say('Too late') } },
    {
      during: (_, { isHeard }) => (isHeard ? null : { afterMs: 4000, does: { hangup: true } }),
    },
  )
  expect(played).toMatchObject({ end: 'caller', durationMs: 4000 })
  expect(told(played)).toEqual([[4000, 'Hangs up']])
})
