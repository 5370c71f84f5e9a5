/** Every flow that can be drawn, as TwiML (docs/design.md#twiml-flows). */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addressesIn, callOf } from '../testing/answers.ts'
import { anyCallerName, anyTwimlFlow } from '../testing/arbitraries.ts'

const NEEDS_ACTION = ['Gather', 'Record', 'Dial']

describe('any drawable graph', () => {
  it('is answered with what KAZOO takes, for anything the caller does', () => {
    fc.assert(
      fc.property(
        anyTwimlFlow(),
        fc.array(fc.constantFrom('', '1', '2', '0042', 'hangup'), { maxLength: 8 }),
        fc.constantFrom('busy', 'failed', 'completed', 'no-answer'),
        fc.nat(),
        anyCallerName,
        (document, pressed, dialled, pick, name) => {
          const call = callOf(document)
          let answer = call.askTwiml({ CallerName: name })
          for (const digits of pressed) {
            expect(answer.verbs).toHaveLength(answer.modules.length)
            expect(['Hangup', 'Redirect', 'Dial', 'Reject']).toContain(answer.verbs.at(-1)?.name)
            expect(
              answer.verbs.every(({ name, attributes }) => !NEEDS_ACTION.includes(name) || attributes.action),
            ).toBe(true)
            const addresses = addressesIn(answer.verbs).filter((address) => call.sealed.has(address))
            const address = addresses[pick % Math.max(1, addresses.length)]
            if (!address) break
            answer = call.askTwiml(
              { CallerName: name, CallStatus: dialled, ...(digits ? { Digits: digits } : {}) },
              address,
            )
          }
        },
      ),
      { numRuns: 400 },
    )
  })
})
