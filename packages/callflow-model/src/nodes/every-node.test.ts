/** One suite over every node type there is, so that a new file is tested at once. */
import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { checkNode } from '../compile/check-node.ts'
import { canPublish, compile } from '../compile/compile.ts'
import type { FlowNode } from '../document/flow-document.ts'
import { silentCall } from '../simulate/silent-call.ts'
import { isChosen, schemaAt } from '../templates/schema-at.ts'
import { callOf } from '../testing/answers.ts'
import { flow } from '../testing/flow-builder.ts'
import { checkCallflow } from './check-callflow.ts'
import { CATEGORIES } from './contract/category.ts'
import type { NodeDefinition } from './contract/define.ts'
import type { CallerAction } from './contract/simulation.ts'
import { nodeTypes, portsOf, summaryOf } from './index.ts'
import { tolerantData } from './parts/tolerant-data.ts'

const newName = (base: string): string => `${base}_1`

describe('the catalogue', () => {
  it('has every type once', () => {
    const types = nodeTypes.map(({ type }) => type)
    expect(types).toEqual([...new Set(types)])
  })

  it('has every file of a node type', () => {
    const folder = new URL('.', import.meta.url)
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
      /(?<!\.test)\.ts$/.test(path),
    )
    const defined = files.filter((path) =>
      /^export const \w+ = define(KazooStep|StudioStep|Frame)\(/m.test(readFileSync(new URL(path, folder), 'utf8')),
    )
    const file = ({ kind, type }: NodeDefinition) =>
      `${kind === 'kazoo' ? 'kazoo' : 'studio'}/${type.replaceAll(/[._]/g, '-')}.ts`
    expect(defined.sort()).toEqual(nodeTypes.map(file).sort())
  })

  it('offers what is used most once each, in order', () => {
    const used = nodeTypes.flatMap(({ mostUsedRank }) => mostUsedRank ?? []).sort()
    expect(used).toEqual([...new Set(used)])
  })
})

describe.each(nodeTypes.map((definition) => [definition.type, definition] as const))('%s', (type, definition) => {
  const created = definition.create(newName)
  const node = (data: Record<string, unknown>): FlowNode => ({ id: 'n', type, position: { x: 0, y: 0 }, data })

  it('has words for people', () => {
    expect(definition.title).toMatch(/^[A-Z]/)
    expect(definition.help).toMatch(/\.$/)
    expect(definition.icon).toMatch(/^[a-z0-9-]+$/)
    expect(CATEGORIES).toContain(definition.category)
    const texts = [definition.title, definition.help, definition.footer ?? '', ...fieldWords(definition.data)]
    for (const text of texts) expect(text).not.toMatch(/!|\b(please|successfully|invalid|node|widget|oops)\b/i)
  })

  it('has a label for each of its fields', () => {
    const shape = definition.data instanceof z.ZodObject ? (definition.data.shape as Record<string, z.ZodType>) : {}
    const unlabelled = Object.entries(shape).filter(([, field]) => !field.meta()?.label)
    expect(unlabelled.map(([name]) => name)).toEqual([])
  })

  it('creates data that survives JSON, and that nothing but what is left to fill in is wrong with', () => {
    expect(JSON.parse(JSON.stringify(created))).toEqual(created)
    const parsed = definition.data.safeParse(created)
    if (parsed.success) expect(parsed.data).toEqual(created)
    else for (const issue of parsed.error.issues) expect(['too_small', 'invalid_format']).toContain(issue.code)
  })

  it('refuses templates in numbers and choices that no call fills in', () => {
    if (definition.kind !== 'studio' || !(definition.data instanceof z.ZodObject)) return
    const fixed = Object.keys(definition.data.shape).filter((name) => isChosen(schemaAt(definition.data, [name])))
    for (const name of fixed) {
      const data = { ...created, [name]: '{{ vars.wanted }}' }
      const document = flow().step('n', type, data).build()
      const problems = checkNode({ node: node(data), document, connected: new Set(['_']), profile: 'any' })
      expect(problems).toContainEqual(expect.objectContaining({ severity: 'error', field: name }))
    }
  })

  it('keeps keys that it does not know', () => {
    const withMore = { ...created, somebody_elses: { key: [1] } }
    const parsed = definition.data.safeParse(withMore)
    if (parsed.success) expect(parsed.data).toEqual(withMore)
  })

  it('has exits with keys and words of their own', () => {
    const ports = definition.ports(created)
    expect(new Set(ports.map(({ key }) => key)).size).toBe(ports.length)
    for (const { label } of ports) expect(label).not.toBe('')
    if (ports.length > 1)
      expect(ports.filter(({ label, keyCap }) => label === null && keyCap === undefined)).toEqual([])
  })

  it('describes exits that its user names, and refuses keys in words', () => {
    if (!definition.freePorts) return
    for (const port of definition.freePorts.suggestions) {
      expect(definition.freePorts.describe(port.key)).toEqual(port)
      expect(definition.freePorts.refuse(port.key)).toBeNull()
    }
    expect(definition.freePorts.refuse('')).toMatch(/\.$/)
  })

  it('shows any exit that an import brings', () => {
    const edges = ['_', 'sip:486', 'anything at all'].map((sourceHandle, id) => ({
      id: `e${id}`,
      source: 'n',
      sourceHandle,
      target: 'm',
    }))
    const keys = portsOf(node(created), edges).map(({ key }) => key)
    for (const { sourceHandle } of edges) expect(keys.filter((key) => key === sourceHandle)).toHaveLength(1)
  })

  it('has a summary, exits and problems for any data, and never throws', () => {
    fc.assert(
      fc.property(garbageFor(definition), (data) => {
        expect(typeof summaryOf(node(data))).toBe('string')
        expect(Array.isArray(portsOf(node(data), []))).toBe(true)
        const document = flow().step('n', type, data).build()
        for (const { message } of checkNode({ node: node(data), document, connected: new Set(['_']), profile: 'any' }))
          expect(message).toMatch(/\.$/)
      }),
      // What cannot be made a text by itself.
      { numRuns: 200, examples: [[{ '': { toString: null } }], [{ data: { toString: null } }]] },
    )
  })

  it('compiles to an answer that KAZOO takes where it is drawn, or says why not', () => {
    if (definition.kind !== 'kazoo' && definition.kind !== 'studio') return
    const document = flow().step('n', type, created).chain('n').build()
    const compiled = compile(document)
    if (canPublish(compiled)) expect(checkCallflow(callOf(document).ask().tree)).toEqual([])
    else
      expect(compiled.diagnostics.filter(({ severity, nodeId }) => severity === 'error' && nodeId === 'n')).not.toEqual(
        [],
      )
  })

  it('can be simulated to its end, for anything the caller does', () => {
    if (definition.kind !== 'kazoo') return
    fc.assert(
      fc.property(garbageFor(definition), fc.array(anyAction(), { maxLength: 12 }), (data, actions) => {
        if (!definition.data.safeParse(data).success) return
        const running = definition.simulate(data, silentCall(['_', '1', 'USER_BUSY']))
        if ('kind' in running) return
        let turn = running.next()
        for (const action of actions) {
          if (turn.done) break
          expect(turn.value.text).not.toBe('')
          turn = running.next(action)
        }
      }),
      { numRuns: 100 },
    )
  })
})

/** What fields say, those inside lists and objects too. */
function fieldWords(schema: z.ZodType): string[] {
  const { label = '', hint = '', section = '', short = '', options = {} } = schema.meta() ?? {}
  const own = [label, hint, section, short, ...Object.values(options)]
  if (schema instanceof z.ZodOptional) return [...own, ...fieldWords(schema.unwrap() as z.ZodType)]
  if (schema instanceof z.ZodArray) return [...own, ...fieldWords(schema.element as z.ZodType)]
  if (schema instanceof z.ZodObject)
    return [...own, ...Object.values(schema.shape as Record<string, z.ZodType>).flatMap(fieldWords)]
  return own
}

/** Data of the right fields with anything in them, and templates where nobody expects them. */
function garbageFor(definition: NodeDefinition): fc.Arbitrary<Record<string, unknown>> {
  const names = definition.data instanceof z.ZodObject ? Object.keys(definition.data.shape) : []
  const value = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom('', '{{ vars.x }}', '{{', '0'.repeat(31).concat('1'), '100'),
  )
  const fields = fc.dictionary(fc.oneof(fc.constantFrom('x', ...names), fc.string()), value, { maxKeys: 6 })
  return fields.map((data) => ({ ...definition.create(newName), ...data }))
}

const anyAction = (): fc.Arbitrary<CallerAction> =>
  fc.oneof(
    fc.stringMatching(/^[0-9*#]{0,4}$/).map((digits) => ({ digits })),
    fc
      .constantFrom('answered', 'USER_BUSY', 'NO_ANSWER', 'message', 'operator', 'found', 'missing', 'constructor', '')
      .map((outcome) => ({ outcome })),
  )

describe('a value of the wrong kind', () => {
  it('is left out before a type is asked for its summary', () => {
    const tts = nodeTypes.find(({ type }) => type === 'tts')
    expect(tts && tolerantData(tts, { text: 7, voice: 'male' })).toEqual({ voice: 'male' })
  })
})
