import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { LookUpReply } from '../nodes/contract/look-up.ts'
import { definitionOf } from '../nodes/index.ts'
import { allModules } from '../testing/all-modules.ts'
import { callOf, continuationsIn, NOW } from '../testing/answers.ts'
import { anyCallerName, anyFlow } from '../testing/arbitraries.ts'
import { memoryTable } from '../testing/memory-table.ts'
import type { Services } from './answer.ts'

const SECRET = 'hunter2-hunter2'
const reply: fc.Arbitrary<LookUpReply> = fc.oneof(
  fc
    .tuple(
      fc.constantFrom(200, 204, 301, 404, 500),
      fc.oneof(fc.json(), fc.string({ unit: 'binary' }), fc.constant('')),
    )
    .map(([status, text]) => ({ ok: true as const, status, text, contentType: null, durationMs: 3 })),
  fc
    .constantFrom('look-up.timeout' as const, 'look-up.refused-host' as const, 'look-up.too-large' as const)
    .map((code) => ({ ok: false as const, code, message: `${code} ${SECRET}`, durationMs: 3 })),
)

describe('any graph with look-ups, tables and sub-flows', () => {
  it('is answered with what KAZOO takes, for any replies of other servers, and asks them only at the beginning', () =>
    fc.assert(
      fc.asyncProperty(
        anyFlow(10, true),
        anyFlow(6, true),
        fc.array(reply, { minLength: 1, maxLength: 6 }),
        fc.array(fc.constantFrom('', '1', '12', '#'), { maxLength: 6 }),
        anyCallerName,
        fc.nat(),
        async (main, sub, replies, pressed, name, pick) => {
          let asked = 0
          let written = 0
          const { services: table } = memoryTable()
          const services: Services = {
            ...table,
            writeTable: async (write, leftMs) => {
              written++
              return table.writeTable(write, leftMs)
            },
            lookUp: async () => replies[asked++ % replies.length] as LookUpReply,
            readTable: ({ table, key }) =>
              table === 'gone'
                ? { kind: 'error', code: 'table.gone', message: 'Gone.' }
                : key === ''
                  ? { kind: 'not_found' }
                  : { kind: 'found', row: { name: key } },
            secret: () => SECRET,
          }
          // KAZOO's own schemas are asked inside: an answer that they refuse throws.
          const call = callOf(main, { sub }, NOW, services)
          let answer = await call.askAsync({ 'Caller-ID-Name': name })
          for (const digits of pressed) {
            for (const { module, data } of allModules(answer.tree))
              expect(definitionOf(module)?.data.safeParse(data).success).toBe(true)
            expect(answer.body.length).toBeLessThanOrEqual(64 * 1024)
            expect(asked + written).toBeLessThanOrEqual(1000)
            const addresses = continuationsIn(answer.tree)
            const address = addresses[pick % Math.max(1, addresses.length)]
            if (!address) break
            asked = 0
            written = 0
            const expected = call.sealed.get(address)?.expected
            answer = await call.askAsync(expected ? { Digits: { [expected]: digits } } : {}, address)
          }
        },
      ),
      { numRuns: 300 },
    ))
})
