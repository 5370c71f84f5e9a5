import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { setModule } from '../../commands/nodes.ts'
import { canPublish, compile } from '../../compile/compile.ts'
import { exportCallflow } from '../../convert/export-callflow.ts'
import { importCallflow } from '../../convert/import-callflow.ts'
import { callOf } from '../../testing/answers.ts'
import { flow } from '../../testing/flow-builder.ts'
import { QUBICLE, QUEUE_ID } from '../../testing/qubicle.ts'
import { checkCallflow } from '../check-callflow.ts'
import { definitionOf, titleOf } from '../index.ts'

const drawn = (source: unknown) => {
  const result = importCallflow(source)
  if (!result.ok) throw new Error('not drawn')
  return result.value
}

describe('a module that the studio does not know', () => {
  it('is drawn under its own name, and published with a warning', () => {
    const document = drawn({ flow: QUBICLE })
    const node = document.nodes.find(({ type }) => type === 'qubicle')
    expect(node && titleOf(node)).toBe('qubicle')
    const compiled = compile(document)
    expect(canPublish(compiled)).toBe(true)
    expect(compiled.diagnostics.find(({ code }) => code === 'module.unknown')).toMatchObject({
      severity: 'warning',
      nodeId: node?.id,
      field: null,
      message: expect.stringMatching(/does not know the module "qubicle".*silence/),
    })
  })

  it('is drawn as an administrator of Qubicle has sent it', () => {
    const source = readFileSync(new URL('./field/42-qubicle.json', import.meta.url), 'utf8')
    const document = drawn(source)
    expect(canPublish(compile(document))).toBe(true)
    const { children } = callOf(document).ask().tree
    const { module, data } = JSON.parse(source).flow.children._
    expect(children?._).toMatchObject({ module, data, children: { _: { module: 'voicemail' } } })
  })

  it('is sent and exported to the letter', () => {
    const document = drawn(QUBICLE)
    expect(callOf(document).ask().tree).toEqual(QUBICLE)
    expect(exportCallflow(document)).toMatchObject({ ok: true, callflow: QUBICLE })
  })

  it('comes out as it went in, with any name, data and exits', () =>
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-z][a-z0-9_]{0,30}$/).filter((name) => !definitionOf(name)?.title.match(/^[A-Z]/)),
        fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 5 }),
        fc.uniqueArray(
          fc.string({ minLength: 1 }).filter((key) => key.isWellFormed() && key !== '__proto__'),
          { maxLength: 3 },
        ),
        (module, data, keys) => {
          const children = Object.fromEntries(keys.map((key) => [key, { module: 'hangup', data: {} }]))
          // As it would be read from a file.
          const tree = JSON.parse(
            JSON.stringify({ module, data, ...(keys.length > 0 ? { children } : {}) }),
          ) as typeof QUBICLE
          const document = drawn(tree)
          expect(JSON.parse(JSON.stringify(exportCallflow(document)))).toMatchObject({ callflow: tree })
          expect(callOf(document).ask().tree).toEqual(tree)
        },
      ),
      { numRuns: 200 },
    ))

  it('may change everything, so that a step that reads something comes in a new request', () => {
    const document = flow()
      .step('q', 'qubicle', {})
      .step('say', 'tts', { text: '{{ caller.name }}' })
      .chain('q', 'say')
      .build()
    expect(callOf(document).ask().tree).toMatchObject({ module: 'qubicle', children: { _: { module: 'pivot' } } })
  })

  it('has no counterpart in TwiML', () => {
    const document = flow().step('q', 'qubicle', {}).chain('q').build()
    document.settings.format = 'twiml'
    expect(compile(document).diagnostics.map(({ code }) => code)).toContain('twiml.no-counterpart')
  })

  it('passes the check of an answer only where it is trusted', () => {
    expect(checkCallflow(QUBICLE)).toMatchObject([{ code: 'module.unknown', field: 'children._.module' }])
    expect(checkCallflow(QUBICLE, { trustsUnknownModules: true })).toEqual([])
  })
})

describe('a step without the name of a module', () => {
  it('is not published, and says so at the field of the name', () => {
    const document = flow().step('m', 'kazoo.module', {}).chain('m').build()
    const compiled = compile(document)
    expect(canPublish(compiled)).toBe(false)
    expect(compiled.diagnostics).toMatchObject([{ code: 'field.missing', nodeId: 'm', field: 'module' }])
  })

  it('gets one, and keeps data and connections', () => {
    const document = flow()
      .step('m', 'kazoo.module', { queue_id: QUEUE_ID })
      .step('bye', 'hangup')
      .chain('m')
      .edge('m.done', 'bye')
      .build()
    const named = setModule('m', 'qubicle')(document)
    expect(callOf(named).ask().tree).toEqual({
      module: 'qubicle',
      data: { queue_id: QUEUE_ID },
      children: { done: { module: 'hangup', data: {} } },
    })
    expect(setModule('m', 'kazoo.module')(named)).toEqual(document)
    expect(setModule('m', 'kazoo.module')(document)).toBe(document)
  })
})

describe('a name that is no module’s', () => {
  it.each(['logic.future', 'two words', 'ünicode'])('%s stays an unknown step, which is not published', (type) => {
    const compiled = compile(flow().step('x', type).chain('x').build())
    expect(compiled.diagnostics.map(({ code }) => code)).toContain('node.unknown-type')
    expect(canPublish(compiled)).toBe(false)
  })

  it.each(['start', 'note', 'error', 'logic.set'])(
    '%s in a callflow does not become a step of the studio’s',
    (module) => {
      const document = drawn({ module, data: {} })
      expect(document.nodes.filter(({ id }) => id === 'n1')).toMatchObject([{ type: `kazoo.${module}` }])
      expect(canPublish(compile(document))).toBe(false)
    },
  )
})

describe('an export for a KAZOO', () => {
  const document = flow().step('a', 'answer').step('n', 'noop', { skip_module: true }).chain('a', 'n').build()

  it('writes what it lacks as what does the same, and names what nothing does', () => {
    expect(exportCallflow(document, '4.3')).toEqual({
      ok: true,
      callflow: {
        module: 'answer',
        data: {},
        children: { _: { module: 'sleep', data: { duration: 0, skip_module: true } } },
      },
      diagnostics: [expect.objectContaining({ severity: 'warning', code: 'module.other-version', nodeId: 'a' })],
    })
  })

  it('leaves each module as it is drawn where it has all', () =>
    expect(exportCallflow(document, '5')).toMatchObject({
      callflow: { children: { _: { module: 'noop' } } },
      diagnostics: [],
    }))
})
