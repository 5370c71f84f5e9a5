/** Callflows in and out: what is drawn runs as what was imported, and leaves as it came. */

import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compile } from '../compile/compile.ts'
import type { FlowDocument } from '../document/flow-document.ts'
import type { KazooProfile } from '../kazoo/versions.ts'
import { kazooSteps } from '../nodes/kazoo-steps.ts'
import { callOf } from '../testing/answers.ts'
import { flow } from '../testing/flow-builder.ts'
import { SAMPLE_CALLFLOWS } from '../testing/sample-callflows.ts'
import { exportCallflow } from './export-callflow.ts'
import { importCallflow } from './import-callflow.ts'
import { fromTemplate, toTemplate } from './literal-text.ts'

const field = (name: string) => readFileSync(new URL(`field/${name}`, import.meta.url), 'utf8')
const imported = (source: unknown): FlowDocument => {
  const result = importCallflow(source)
  if (!result.ok) throw new Error(result.diagnostics[0]?.message)
  return result.value
}
const exported = (document: FlowDocument, profile: KazooProfile = '5.0-dev') => {
  const result = exportCallflow(document, profile)
  if (!result.ok) throw new Error(result.diagnostics[0]?.message)
  return result.callflow
}
const say = (text: string, next?: unknown) => ({
  module: 'tts',
  data: { text },
  ...(next === undefined ? {} : { children: { _: next } }),
})

/** KAZOO ignores empty children; they are not drawn. */
function withoutEmpty(module: Record<string, unknown>): Record<string, unknown> {
  const { children, ...rest } = module
  const kept = Object.entries((children ?? {}) as Record<string, Record<string, unknown>>).filter(
    ([, child]) => Object.keys(child).length > 0,
  )
  return kept.length === 0
    ? rest
    : { ...rest, children: Object.fromEntries(kept.map(([key, child]) => [key, withoutEmpty(child)])) }
}

describe('what can be imported', () => {
  const callflow = say('Hello', say('Goodbye'))

  it.each([
    ['a bare module', callflow],
    ['a callflow document', { flow: callflow, numbers: ['2030'], name: 'Front desk' }],
    ['an envelope of the API', { data: { flow: callflow, numbers: [] }, status: 'success' }],
    ['an envelope around a module', { data: callflow }],
    ['its text', JSON.stringify({ flow: callflow })],
    ['its text with a mark at the front', `\uFEFF${JSON.stringify(callflow)}`],
  ])('%s', (_, source) => expect(exported(imported(source))).toEqual(callflow))

  it.each([
    ['', 'import.not-json'],
    ['{"module": "tts",', 'import.not-json'],
    ['[]', 'import.no-callflow'],
    ['{}', 'import.no-callflow'],
    ['{"flow": 1}', 'import.no-callflow'],
    ['null', 'import.no-callflow'],
  ])('%j cannot', (source, code) => {
    const result = importCallflow(source)
    expect(result.ok).toBe(false)
    expect(result.diagnostics[0]?.code).toBe(code)
  })

  it('keeps long whole numbers digit by digit, as text, and says so', () => {
    const text = '{"module": "qubicle", "data": {"queue": 12345678901234567890}}'
    const result = importCallflow(text)
    expect(result.ok && result.value.nodes[1]?.data).toEqual({ queue: '12345678901234567890' })
    expect(result.diagnostics).toContainEqual(
      expect.objectContaining({
        code: 'import.changed',
        field: 'data.queue',
        message:
          'data.queue is 12345678901234567890, which has more digits than a number can hold. It is kept as text.',
      }),
    )
  })

  it('says where the text is no JSON', () => {
    const { diagnostics } = importCallflow('{\n  "module": "tts",\n  "data": {"text": }\n}')
    expect(diagnostics[0]?.message).toMatch(/Line 3, column 20/)
  })
})

describe('what KAZOO would refuse', () => {
  it('is drawn where it can be, and said of the very step', () => {
    const result = importCallflow({
      module: 'tts',
      data: { text: 'Hi' },
      children: {
        _: { module: 'voicemail', data: { id: '100' }, children: { _: {} } },
        '1': { module: 'teleport', data: {} },
        '2': { data: { text: 'x' } },
        '3': 'nothing',
      },
    })
    if (!result.ok) throw new Error('not drawn')
    const typeOf = new Map(result.value.nodes.map(({ id, type }) => [id, type]))
    const said = result.diagnostics.map(({ nodeId, code, field }) => `${typeOf.get(nodeId ?? '')} ${code} ${field}`)
    expect(said).toEqual(
      expect.arrayContaining([
        'voicemail field.id-length id',
        'voicemail port.unconnected port:_',
        'teleport module.unknown null',
        'kazoo.module field.missing module',
        'tts field.invalid children.3',
      ]),
    )
    expect(result.value.nodes).toHaveLength(6)
  })

  it('is a key that stands twice, of which KAZOO takes the last', () => {
    const text =
      '{"module":"menu","data":{},"children":{\n"1":{"module":"hangup","data":{}},\n"1":{"module":"noop","data":{}}}}'
    const result = importCallflow(text)
    if (!result.ok) throw new Error('not drawn')
    expect(result.value.nodes.map(({ type }) => type)).toContain('noop')
    expect(result.diagnostics[0]).toMatchObject({ severity: 'warning', code: 'import.key-twice', field: 'children.1' })
    expect(result.diagnostics[0]?.message).toContain('line 3')
  })

  it('41, comments and a last comma are no obstacle', () => {
    const result = importCallflow(field('41-comments.txt'))
    expect(result.ok && result.value.nodes[1]).toMatchObject({
      type: 'set_variables',
      data: { custom_application_vars: { keep: '1' } },
    })
  })

  it('43, headers that only KAZOO 5 sends are kept, and said', () => {
    const result = importCallflow(field('43-request-headers.json'))
    if (!result.ok) throw new Error('not drawn')
    expect(result.value.nodes[1]?.data.custom_request_headers).toEqual({ 'X-Key': 'abc' })
    expect(compile(result.value).diagnostics).toContainEqual(
      expect.objectContaining({ code: 'field.other-version', field: 'custom_request_headers' }),
    )
  })

  it('is what an answer cannot hold beside a module', () => {
    const result = importCallflow({ flow: { ...say('x'), remote_execution: true, extra: 'k' }, numbers: ['1'] })
    expect(result.diagnostics).toMatchObject([{ severity: 'warning', code: 'import.changed', nodeId: 'n1' }])
    expect(result.diagnostics[0]?.message).toContain('remote_execution, extra')
  })

  it('is only so much at once', () => {
    let deep: unknown = say('end')
    for (let level = 0; level < 5100; level++) deep = say('x', deep)
    expect(importCallflow(deep).ok).toBe(false)
  })
})

describe('texts that look like templates', () => {
  it.each(['{{ caller.name }}', '{% raw %}', '{{{', '{{{%', '{{ "{{" }}', 'a {{ b }} {% c %}', '}} %}'])(
    '%j is spoken as it stands',
    (text) => {
      const document = imported(say(text))
      expect(callOf(document).ask().tree.data.text).toBe(text)
      expect(exported(document)).toEqual(say(text))
    },
  )

  it('are what they were, for any tree', () =>
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('{', '}', '%', '"', ' ', 'a', '-') }), (text) => {
        expect(fromTemplate(toTemplate(text))).toBe(text)
      }),
    ))
})

describe('the layout', () => {
  const wide = (levels: number): unknown => ({
    module: 'menu',
    data: { id: '0'.repeat(32) },
    children: levels === 0 ? {} : Object.fromEntries(['1', '2', '3', 'timeout'].map((key) => [key, wide(levels - 1)])),
  })

  it('has no two cards in one place, and each child below its parent', () => {
    const { nodes, edges } = imported(wide(3))
    const at = new Map(nodes.map(({ id, position }) => [id, position]))
    for (const { source, target } of edges) expect(at.get(target)?.y).toBeGreaterThan(at.get(source)?.y ?? 0)
    for (const [index, a] of nodes.entries())
      for (const b of nodes.slice(index + 1)) {
        const isBeside = Math.abs(a.position.x - b.position.x) >= 240
        const isBelow = Math.abs(a.position.y - b.position.y) >= 120
        expect(isBeside || isBelow, `${a.id} ${b.id}`).toBe(true)
      }
  })
})

describe('what cannot leave', () => {
  it.each([
    ['a step of the studio', flow().step('a', 'logic.set', { assignments: [] }).step('b', 'hangup').chain('a', 'b')],
    ['values of the call', flow().step('a', 'tts', { text: 'Hi {{ caller.name }}' }).chain('a')],
    [
      'a path back',
      flow().step('a', 'tts', { text: 'Hi' }).step('b', 'tts', { text: 'Ho' }).chain('a', 'b').edge('b', 'a'),
    ],
  ])('%s', (_, builder) => {
    const result = exportCallflow(builder.build())
    expect(result.ok).toBe(false)
    if (!result.ok) expect(result.diagnostics[0]).toMatchObject({ code: 'export.not-static' })
  })

  it('nothing', () => expect(exportCallflow(flow().build())).toMatchObject({ ok: false }))

  it('what would be repeated beyond measure', () => {
    const builder = flow().step('n0', 'menu', {}).chain('n0')
    for (let index = 1; index < 20; index++)
      builder
        .step(`n${index}`, 'menu', {})
        .edge(`n${index - 1}.1`, `n${index}`)
        .edge(`n${index - 1}.2`, `n${index}`)
    expect(exportCallflow(builder.build())).toMatchObject({ ok: false, diagnostics: [{ code: 'export.too-large' }] })
  })

  it('but a step with two incoming edges is written after both', () => {
    const joined = flow().step('a', 'menu', {}).step('b', 'hangup').chain('a').edge('a.1', 'b').edge('a.2', 'b').build()
    const bye = { module: 'hangup', data: {} }
    expect(exported(joined)).toEqual({ module: 'menu', data: {}, children: { '1': bye, '2': bye } })
  })
})

describe('a callflow for another KAZOO', () => {
  it('is written as that KAZOO takes it', () => {
    const document = flow()
      .step('set', 'set_variables', { custom_application_vars: { count: 3 } })
      .step('end', 'noop')
      .chain('set', 'end')
      .build()
    expect(exported(document, '4.3')).toEqual({
      module: 'set_variables',
      data: { custom_application_vars: { count: '3' } },
      children: { _: { module: 'sleep', data: { duration: 0 } } },
    })
    expect(exported(document, '5').children?._?.module).toBe('noop')
  })

  it('needs no data where KAZOO has defaults', () => {
    const result = importCallflow({ module: 'response', children: {} })
    expect(result.ok && result.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
  })
})

describe('any callflow tree', () => {
  const TYPES = kazooSteps.map(({ type }) => type)
  const value = fc.oneof(
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(fc.string(), { maxLength: 2 }),
    fc.constantFrom('{{ caller.name }}', '{% if %}', '{{'),
  )
  const data = fc.dictionary(fc.constantFrom('id', 'text', 'timeout', 'x', '__proto__', 'constructor'), value, {
    maxKeys: 3,
  })
  /** Up to 300 modules in any shape: each hangs below an earlier one, by a key of its own. */
  const anyTree = fc
    .array(fc.record({ module: fc.constantFrom(...TYPES), data, below: fc.nat(), key: fc.string({ minLength: 1 }) }), {
      minLength: 1,
      maxLength: 300,
    })
    .map((list) => {
      const made = list.map(({ module, data }) => ({ module, data, children: new Map<string, number>() }))
      list.forEach(({ below, key }, index) => {
        if (index > 0)
          made[below % index]?.children.set(made[below % index]?.children.has(key) ? `${key}${index}` : key, index)
      })
      const write = (index: number): Record<string, unknown> => {
        const { children, ...module } = made[index] ?? { children: new Map<string, number>() }
        return children.size === 0
          ? module
          : { ...module, children: Object.fromEntries([...children].map(([key, child]) => [key, write(child)])) }
      }
      return write(0)
    })

  it('survives import and export unchanged', () =>
    fc.assert(
      fc.property(anyTree, (tree) => {
        expect(exported(imported(tree))).toEqual(tree)
        expect(exported(imported(JSON.stringify(tree)))).toEqual(JSON.parse(JSON.stringify(tree)))
      }),
      { numRuns: 60 },
    ))
})

describe('callflows as administrators write them', () => {
  it.each(SAMPLE_CALLFLOWS.map((sample) => [sample.name, sample] as const))('%s', (_, { flow: source, refused }) => {
    const result = importCallflow(source)
    if (!result.ok) throw new Error('not drawn')
    const errors = result.diagnostics.filter(({ severity, versions }) => severity === 'error' && !versions)
    if (refused.length === 0) {
      const expected = withoutEmpty(source as unknown as Record<string, unknown>)
      expect(errors).toEqual([])
      expect(exported(result.value)).toEqual(expected)
      const settings = { ...result.value.settings, kazoo: '5.0-dev' as const }
      expect(callOf({ ...result.value, settings }).ask().tree).toEqual(expected)
      return
    }
    // The same node and field: what KAZOO calls `children._.data.id` is `id` of the step that stands there.
    const places = placesOf(result.value)
    const said = result.diagnostics.map(
      ({ nodeId, field }) => `${places.get(nodeId ?? '')} ${(field ?? '').replace(/^port:/, 'children.')}`,
    )
    for (const path of refused) {
      const place =
        [...places.values()]
          .filter((at) => `${path}.`.startsWith(`${at}.`) || at === '')
          .sort((a, b) => b.length - a.length)[0] ?? ''
      const field = path.slice(place === '' ? 0 : place.length + 1).replace(/^data\./, '')
      expect(
        said.some((line) => line.startsWith(`${place} `) && line.slice(place.length + 1).startsWith(field)),
        `${path} in ${said.join(', ')}`,
      ).toBe(true)
    }
  })
})

/** Where in the callflow each step stood. */
function placesOf({ edges }: FlowDocument): Map<string, string> {
  const places = new Map<string, string>()
  for (const { source, sourceHandle, target } of edges) {
    const above = places.get(source)
    places.set(target, source === 'start' ? '' : [above, `children.${sourceHandle}`].filter(Boolean).join('.'))
  }
  return places
}
