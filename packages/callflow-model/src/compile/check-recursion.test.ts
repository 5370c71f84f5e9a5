import { describe, expect, it } from 'vitest'
import type { FlowDocument } from '../document/flow-document.ts'
import { flow } from '../testing/flow-builder.ts'
import { checkReferences } from './check-references.ts'
import { compile } from './compile.ts'

const call = (flowId: string) => ({ flowId, inputs: [], outputs: [] })
const say = { text: 'Hello' }

/** Codes of the errors of `main`, beside these published flows. */
function errors(main: FlowDocument, published: Record<string, FlowDocument> = {}): string[] {
  const prepared = (id: string) => {
    const document = published[id]
    return document ? compile(document).flow : null
  }
  return compile(main, { flowId: 'main', prepared })
    .diagnostics.filter(({ severity }) => severity === 'error')
    .map(({ code, nodeId }) => `${code} ${nodeId}`)
}

describe('recursion', () => {
  const silent = (id: string) => flow().step('c', 'flow.call', call(id)).chain('c').build()
  const spoken = (id: string) => flow().step('t', 'tts', say).step('c', 'flow.call', call(id)).chain('t', 'c').build()

  it('without a KAZOO step is an error, of a flow that calls itself and of several in a circle', () => {
    expect(errors(silent('main'))).toEqual(['flow-call.recursion c'])
    expect(errors(silent('a'), { a: silent('main') })).toEqual(['flow-call.recursion c'])
    expect(errors(silent('a'), { a: silent('b'), b: silent('main') })).toEqual(['flow-call.recursion c'])
    expect(errors(silent('a'), { a: silent('b'), b: silent('a') })).toEqual(['flow-call.recursion c'])
  })

  it('with one is a loop like any other, wherever in the circle it stands', () => {
    expect(errors(spoken('main'))).toEqual([])
    expect(errors(silent('a'), { a: spoken('main') })).toEqual([])
    expect(errors(silent('gone'))).toEqual([])
  })

  it('is found after a sub-flow that says nothing, not after one that speaks', () => {
    const twice = flow()
      .step('first', 'flow.call', call('a'))
      .step('c', 'flow.call', call('main'))
      .chain('first', 'c')
      .build()
    const quiet = flow()
      .step('s', 'logic.set', { assignments: [{ name: 'a', value: '1' }] })
      .chain('s')
      .build()
    const loud = flow().step('t', 'tts', say).chain('t').build()
    expect(errors(twice, { a: quiet })).toEqual(['flow-call.recursion c'])
    expect(errors(twice, { a: loud })).toEqual([])
  })
})

describe('a sub-flow', () => {
  const references = {
    flowId: 'main',
    table: () => null,
    flow: (id: string) =>
      id === 'live'
        ? { name: 'Live', format: 'kazoo', isLive: true }
        : id === 'draft'
          ? { name: 'Draft', format: 'kazoo', isLive: false }
          : id === 'twiml'
            ? { name: 'Other', format: 'twiml', isLive: true }
            : null,
  }
  const codes = (flowId: string) =>
    checkReferences(flow().step('c', 'flow.call', call(flowId)).chain('c').build(), references).map(({ code }) => code)

  it('must be published, there, and of the same format; a flow may call itself before it ever was', () => {
    expect(codes('live')).toEqual([])
    expect(codes('main')).toEqual([])
    expect(codes('draft')).toEqual(['flow-call.missing'])
    expect(codes('gone')).toEqual(['flow-call.missing'])
    expect(codes('twiml')).toEqual(['flow-call.other-format'])
  })
})
