import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canPublish, compile } from '../compile/compile.ts'
import { hasErrors } from '../diagnostics/diagnostic.ts'
import { KAZOO_PROFILES } from '../kazoo/versions.ts'
import { checkCallflow } from '../nodes/check-callflow.ts'
import { definitionOf } from '../nodes/index.ts'
import { allModules } from '../testing/all-modules.ts'
import { type AnsweredModule, callOf, continuationsIn } from '../testing/answers.ts'
import { anyCallerName, anyFlow } from '../testing/arbitraries.ts'

/** Every module known, its data accepted by our own definitions. */
function refusedModules(tree: AnsweredModule): string[] {
  return allModules(tree).flatMap(({ module, data }) => {
    const parsed = definitionOf(module)?.data.safeParse(data)
    return parsed?.success ? [] : [`${module} ${JSON.stringify(data)}`]
  })
}

const depthOf = (tree: AnsweredModule): number =>
  1 + Math.max(0, ...Object.values(tree.children ?? {}).map((child) => depthOf(child)))

describe('any drawable graph', () => {
  it('compiles, and its answers are finite and accepted, for anything the caller does, until the call ends or the hop limit', () => {
    fc.assert(
      fc.property(
        anyFlow(),
        fc.array(fc.constantFrom('', '1', '2', '12', '#', '0042'), { maxLength: 12 }),
        fc.nat(),
        (document, pressed, pick) => {
          const call = callOf(document)
          let answer = call.ask()
          for (const digits of pressed) {
            expect(refusedModules(answer.tree)).toEqual([])
            expect(depthOf(answer.tree)).toBeLessThanOrEqual(60)
            expect(answer.body.length).toBeLessThanOrEqual(64 * 1024)
            const addresses = continuationsIn(answer.tree)
            const address = addresses[pick % Math.max(1, addresses.length)]
            if (!address) break
            const expected = call.sealed.get(address)?.expected
            answer = call.ask(expected ? { Digits: { [expected]: digits } } : {}, address)
          }
        },
      ),
      { numRuns: 500 },
    )
  })

  it('gives answers that the KAZOO of its profile takes, if it can be published', () => {
    fc.assert(
      fc.property(anyFlow(4), fc.constantFrom(...KAZOO_PROFILES), fc.nat(), (drawn, profile, pick) => {
        const document = { ...drawn, settings: { ...drawn.settings, kazoo: profile } }
        fc.pre(canPublish(compile(document))) // about one in twelve
        const call = callOf(document) // throws where KAZOO would refuse an answer
        for (let answer = call.ask(), asked = 0; asked < 4; asked++) {
          expect(checkCallflow(answer.tree, { profile })).toEqual([])
          const addresses = continuationsIn(answer.tree)
          const address = addresses[pick % Math.max(1, addresses.length)]
          if (!address) break
          answer = call.ask({ Digits: { [call.sealed.get(address)?.expected ?? 'x']: '1' } }, address)
        }
      }),
      { numRuns: 120 },
    )
  })

  it('is finite also where it is large', () => {
    fc.assert(
      fc.property(anyFlow(80), (document) => {
        const { tree, body } = callOf(document).ask()
        expect(depthOf(tree)).toBeLessThanOrEqual(60)
        expect(body.length).toBeLessThanOrEqual(64 * 1024)
        expect(refusedModules(tree)).toEqual([])
      }),
      { numRuns: 60 },
    )
  })

  it('either compiles without errors or says why not', () => {
    fc.assert(
      fc.property(anyFlow(), (document) => {
        const { diagnostics, cuts, mostRequests } = compile(document)
        const edgeIds = new Set(document.edges.map((edge) => edge.id))
        expect(cuts.every((cut) => edgeIds.has(cut.edgeId))).toBe(true)
        if (document.edges.some((edge) => edge.target === 'gone')) expect(hasErrors(diagnostics)).toBe(true)
        if (mostRequests !== null) expect(mostRequests).toBeGreaterThanOrEqual(1)
      }),
      { numRuns: 500 },
    )
  })

  it('gives the same answer for the same request', () => {
    fc.assert(
      fc.property(anyFlow(), (document) => {
        expect(callOf(document).ask().body).toBe(callOf(structuredClone(document)).ask().body)
      }),
      { numRuns: 50 },
    )
  })

  it('keeps the structure of its answer for any name of the caller', () => {
    const shape = (tree: AnsweredModule): unknown => ({
      module: tree.module,
      keys: Object.keys(tree.data),
      children: Object.fromEntries(Object.entries(tree.children ?? {}).map(([key, child]) => [key, shape(child)])),
    })
    fc.assert(
      fc.property(anyCallerName, (name) => {
        const document = {
          schemaVersion: 1,
          nodes: [
            { id: 'start', type: 'start', position: { x: 0, y: 0 }, data: {} },
            {
              id: 'say',
              type: 'tts',
              position: { x: 0, y: 0 },
              data: { text: 'Hello {{ caller.name | append: "!" }}{{ caller.name }}.' },
            },
            { id: 'set', type: 'set_cid', position: { x: 0, y: 0 }, data: { caller_id_name: '{{ caller.name }}' } },
          ],
          edges: [
            { id: 'a', source: 'start', sourceHandle: 'next', target: 'say' },
            { id: 'b', source: 'say', sourceHandle: '_', target: 'set' },
          ],
          settings: { format: 'kazoo' as const, locale: 'en-US', timezone: 'UTC' },
          variables: [],
        }
        const plain = callOf(document).ask({ 'Caller-ID-Name': 'Alice' })
        const odd = callOf(document).ask({ 'Caller-ID-Name': name })
        expect(shape(odd.tree)).toEqual(shape(plain.tree))
        expect(odd.tree.children?._?.data.caller_id_name).toBe(name.toWellFormed())
        expect(odd.failures).toEqual([])
      }),
      { numRuns: 500 },
    )
  })
})
