/** Proof and simulation agree: no simulated call does what is proven not to happen, and each call that is shown does it. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canPublish, compile } from '../compile/compile.ts'
import type { FlowDocument } from '../document/flow-document.ts'
import { MAX_HOPS } from '../evaluate/emit.ts'
import type { CallerAction } from '../nodes/contract/simulation.ts'
import type { Walked } from '../simulate/walk-call.ts'
import { NOW } from '../testing/answers.ts'
import { anyFlow, anyTwimlFlow } from '../testing/arbitraries.ts'
import { playCall } from './play-call.ts'
import { proveFlow } from './prove-flow.ts'

const anyAction: fc.Arbitrary<CallerAction> = fc.oneof(
  fc.constantFrom('', '1', '2', '9', '12', '1234#').map((digits) => ({ digits })),
  fc
    .constantFrom(
      'answered',
      'timer',
      'no_device',
      'NO_ANSWER',
      'USER_BUSY',
      'message',
      'nothing',
      'found',
      'timeout',
      'exit:_',
      'fails',
    )
    .map((outcome) => ({ outcome })),
)
const anyMock = fc.oneof(
  fc.record({
    status: fc.constantFrom(200, 404),
    body: fc.constantFrom('', '{"a":1}', { a: 'x' }),
    durationMs: fc.constantFrom(0, 900),
  }),
  fc.constantFrom('look-up.timeout', 'look-up.unreachable').map((error) => ({ error })),
)
const anyCall = fc.record({
  call: fc.record({ callerNumber: fc.constantFrom('+14155550100', '', '12'), callerName: fc.constantFrom('Ada', '') }),
  now: fc.constantFrom('2026-11-24T09:30:00Z', '2026-12-25T23:00:00Z'),
  mocks: fc.dictionary(fc.constantFrom('n0', 'n1', 'n2', 'n3', 'n4', 'n5'), anyMock),
  does: fc.array(anyAction, { maxLength: 12 }),
})

describe.each([
  ['Callflow JSON', anyFlow(10, true)],
  ['TwiML', anyTwimlFlow(10, true)],
])('of a flow that answers %s', (_format, drawn) => {
  it('no simulated call does what is proven not to happen', () =>
    fc.assert(
      fc.asyncProperty(drawn, fc.array(anyCall, { minLength: 1, maxLength: 6 }), async (document, calls) => {
        const { flow, proof, isPublished } = await prove(document)
        for (const call of calls) {
          const played = await playCall(flow, call)
          // What only some KAZOOs refuse is an error, and in the call of another one no problem at all.
          if (!isPublished && played.last.kind === 'ended' && played.last.end === 'silence') continue
          if (proof.verdicts.ends === 'proven' && !isHurried(played)) expect(dropsTheLine(played)).toBe(false)
          if (proof.verdicts.silence === 'proven')
            expect(played.line.experience.longestSilenceMs).toBeLessThanOrEqual(proof.maxSilenceMs)
          if (
            proof.verdicts.loops === 'proven' &&
            call.does.every((action) => 'digits' in action && action.digits === '')
          ) {
            expect(played.last.kind === 'ended' && played.last.end).not.toBe('too-long')
            expect(played.line.requests.length).toBeLessThanOrEqual(MAX_HOPS)
          }
        }
      }),
      { numRuns: 300 },
    ))

  it('each call that is shown does what it is shown for', () =>
    fc.assert(
      fc.asyncProperty(drawn, async (document) => {
        const { flow, proof } = await prove(document)
        for (const { claim, call } of proof.findings) {
          if (!call) continue
          const played = await playCall(flow, call)
          if (claim === 'ends') expect(dropsTheLine(played)).toBe(true)
          if (claim === 'silence') expect(played.line.experience.longestSilenceMs).toBeGreaterThan(proof.maxSilenceMs)
          if (claim === 'loops') expect(played.line.does).toEqual([])
          const again = await playCall(flow, JSON.parse(JSON.stringify(call)))
          expect(again.line.events).toEqual(played.line.events)
        }
      }),
      { numRuns: 300 },
    ))
})

async function prove(document: FlowDocument) {
  const compiled = compile(document)
  const { flow } = compiled
  const proof = await proveFlow(document, flow, { now: NOW })
  const isPublished = canPublish(compiled)
  return { flow: { flow, flowId: '', prepared: () => null, specialDays: () => null, now: NOW }, proof, isPublished }
}

const dropsTheLine = ({ last, line }: Walked): boolean =>
  last.kind === 'ended' &&
  (last.end === 'silence' || ((last.end === 'hang-up' || last.end === 'response') && !line.experience.mayEnd))

/** Of callers who hurry through prompts until KAZOO ends the call nothing is proven. */
const isHurried = ({ line }: Walked): boolean => line.bucket.tokens < 5
