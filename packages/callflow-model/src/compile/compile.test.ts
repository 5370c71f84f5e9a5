import { describe, expect, it } from 'vitest'
import type { FlowDocument } from '../document/flow-document.ts'
import { readDocument } from '../document/read-document.ts'
import { flow } from '../testing/flow-builder.ts'
import { compile } from './compile.ts'

const codes = (document: FlowDocument) =>
  compile(document).diagnostics.map(({ code, nodeId, field }) => [code, nodeId, field])
const BOX = '0123456789abcdef0123456789abcdef'
const digits = { attempts: 3, timeoutMs: 5000, interdigitTimeoutMs: 2000 }
const tts = (text: string) => ({ prompt: { type: 'tts', text } })

const ID = '0123456789abcdef0123456789abcdef'

describe('diagnostics', () => {
  it('say what KAZOO would refuse, at the field', () => {
    expect(codes(flow().step('box', 'voicemail', { id: '100' }).chain('box').build())).toEqual([
      ['field.id-length', 'box', 'id'],
    ])
    expect(codes(flow().step('a', 'tts', { text: '' }).chain('a').build())).toEqual([['field.empty', 'a', 'text']])
    expect(codes(flow().step('a', 'ring_group', {}).chain('a').build())).toEqual([['field.missing', 'a', 'endpoints']])
    expect(codes(flow().step('a', 'response', {}).chain('a').build())).toEqual([]) // KAZOO fills in 486
    expect(codes(flow().step('a', 'user', { id: ID, timeout: 'soon' }).chain('a').build())).toEqual([
      ['field.invalid', 'a', 'timeout'],
    ])
  })

  it('let a template stand in any field, and check its syntax', () => {
    expect(codes(flow().step('a', 'user', { id: ID, timeout: '{{ caller.number }}' }).chain('a').build())).toEqual([])
    expect(codes(flow().step('a', 'user', { id: '{{ caller.number' }).chain('a').build())).toEqual([
      ['template.syntax', 'a', 'id'],
    ])
  })

  it('warn of ids that cannot be one of KAZOO’s, also inside of lists', () => {
    const odd = {
      endpoints: [
        { endpoint_type: 'user', id: '1001' },
        { endpoint_type: 'user', id: '{{ vars.who }}' },
      ],
    }
    const { diagnostics } = compile(
      flow().step('a', 'user', { id: '12' }).step('b', 'ring_group', odd).chain('a', 'b').build(),
    )
    expect(diagnostics.filter(({ code }) => code === 'field.id-length')).toMatchObject([
      { severity: 'warning', nodeId: 'a', field: 'id', message: expect.stringContaining('this one has 2: no user') },
      {
        severity: 'warning',
        nodeId: 'b',
        field: 'endpoints.0.id',
        message: expect.stringContaining('has 4: no phone'),
      },
    ])
    expect(codes(flow().step('a', 'play', { id: 'welcome' }).chain('a').build())).toEqual([])
  })

  it('say once that a carrier never takes its wildcard, in the step’s own words', () => {
    const document = flow().step('a', 'resources', {}).step('b', 'hangup', {}).chain('a', 'b').build()
    expect(codes(document).filter(([code]) => code === 'port.never-taken')).toEqual([
      ['port.never-taken', 'a', 'port:_'],
    ])
  })

  it('warn of keys that KAZOO does not know, and leave the data as it is', () => {
    const document = flow().step('a', 'user', { id: ID, time_out: 5 }).chain('a').build()
    expect(codes(document)).toEqual([['field.unknown-key', 'a', 'time_out']])
    expect(document.nodes[2]?.data).toEqual({ id: ID, time_out: 5 })
  })

  it('name ports that are not connected and suggest a target', () => {
    const document = flow()
      .step('menu', 'input.menu', { ...tts('Press 1'), choices: [{ digits: '1', label: 'Sales' }], ...digits })
      .step('ring', 'user', { id: ID }, { name: 'Reception' })
      .chain('menu')
      .edge('menu.1', 'ring')
      .edge('menu.timeout', 'ring')
      .build()
    expect(compile(document).diagnostics).toMatchObject([
      {
        severity: 'warning',
        code: 'port.unconnected',
        field: 'port:invalid',
        message: 'Wrong key is not connected. After 3 wrong keys the call ends.',
        fix: { kind: 'connect', label: 'Connect to Reception', source: 'menu', port: 'invalid', target: 'ring' },
      },
    ])
  })

  it('find what no call reaches, and offer to delete it', () => {
    const document = flow().step('a', 'tts', { text: 'a' }).step('lost', 'tts', { text: 'b' }).chain('a').build()
    expect(compile(document).diagnostics).toMatchObject([
      { code: 'node.unreachable', nodeId: 'lost', fix: { kind: 'delete-node' } },
    ])
  })

  it('find keys used twice, keys that no phone has, and menus without a free key', () => {
    const menu = (...keys: string[]) =>
      codes(
        flow()
          .step('m', 'input.menu', {
            ...tts('x'),
            choices: keys.map((key) => ({ digits: key, label: 'x' })),
            ...digits,
          })
          .chain('m')
          .build(),
      ).filter(([code]) => String(code).startsWith('menu.'))
    expect(menu('1', '1')).toEqual([
      ['menu.key-used-twice', 'm', 'choices.0.digits'],
      ['menu.key-used-twice', 'm', 'choices.1.digits'],
    ])
    expect(menu('A')).toEqual([['menu.key-not-a-key', 'm', 'choices.0.digits']])
    expect(menu(...'123456789*0#').map(([code]) => code)).toContain('menu.no-free-key')
  })

  it('find loose ends: dangling edges, ports used twice, unknown types, no start', () => {
    const document = flow()
      .step('a', 'tts', { text: 'a' })
      .step('x', 'logic.quantum')
      .chain('a', 'x')
      .edge('a', 'gone')
      .build()
    document.nodes.shift()
    expect(codes(document).map(([code]) => code)).toEqual(
      expect.arrayContaining(['edge.dangling', 'node.unknown-type', 'document.no-start']),
    )
    const twice = flow().step('a', 'tts', { text: 'a' }).chain('a').edge('start', 'a').build()
    expect(codes(twice)).toEqual([['edge.port-used-twice', 'start', 'port:next']])
  })

  it('keep the fallback fixed, small and finite', () => {
    const behindError = (...steps: [string, Record<string, unknown>][]) => {
      const builder = flow().step('a', 'tts', { text: 'a' }).chain('a')
      for (const [index, [type, data]] of steps.entries()) builder.step(`f${index}`, type, data)
      builder.edge('error', 'f0')
      for (let index = 1; index < steps.length; index++) builder.edge(`f${index - 1}`, `f${index}`)
      return codes(builder.build()).map(([code]) => code)
    }
    expect(behindError(['tts', { text: 'Call later' }], ['hangup', {}])).toEqual([])
    expect(behindError(['tts', { text: '{{ caller.name }}' }])).toEqual(['fallback.not-constant'])
    expect(behindError(['logic.set', { assignments: [] }])).toContain('fallback.not-constant')
    expect(behindError(['tts', { text: 'x'.repeat(999) }], ['tts', { text: 'x'.repeat(99) }])).toEqual([
      'fallback.too-large',
    ])
    const loop = flow()
      .step('f', 'tts', { text: 'f' })
      .edge('error', 'f')
      .edge('f', 'f')
      .step('a', 'tts', { text: 'a' })
      .chain('a')
      .build()
    expect(codes(loop).map(([code]) => code)).toEqual(['fallback.loop'])
  })

  it('say which variables are not set on every path, and stop once there is a default', () => {
    const build = (withDefault: boolean) => {
      const builder = flow()
        .step('if', 'logic.condition', { combine: 'all', rules: [{ left: '{{ caller.name }}', op: 'not_empty' }] })
        .step('set', 'logic.set', { assignments: [{ name: 'who', value: 'x' }] })
        .step('say', 'tts', { text: 'Hi {{ vars.who }}' })
        .chain('if')
        .edge('if.true', 'set')
        .edge('if.false', 'say')
        .edge('set', 'say')
      if (withDefault) builder.variable({ name: 'who', default: 'you' })
      return codes(builder.build())
    }
    expect(build(false)).toEqual([['variable.maybe-unset', 'say', null]])
    expect(build(true)).toEqual([])
  })

  it('say nothing of a variable that has a default where it is read, or that the step asks for', () => {
    const rules = (op: string) => ({ combine: 'all', rules: [{ left: '{{ vars.tries }}', op, right: '1' }] })
    const reading = (type: string, data: Record<string, unknown>) =>
      codes(
        flow()
          .step('a', type, data)
          .step('b', 'logic.set', { assignments: [{ name: 'tries', value: '1' }] })
          .chain('a')
          .edge('a.error', 'b')
          .build(),
      ).map(([code]) => code)
    expect(reading('tts', { text: '{{ vars.tries | default: 0 }}' })).not.toContain('variable.maybe-unset')
    expect(
      reading('logic.set', { assignments: [{ name: 'tries', value: '{{ vars.tries | default: "0" | plus: 1 }}' }] }),
    ).not.toContain('variable.maybe-unset')
    expect(reading('tts', { text: '{% if vars.tries %}{{ vars.tries }}{% endif %}' })).not.toContain(
      'variable.maybe-unset',
    )
    expect(reading('tts', { text: '{{ vars.tries | default: 0 }}{{ vars.tries }}' })).toContain('variable.maybe-unset')
    expect(reading('logic.condition', rules('not_empty'))).not.toContain('variable.maybe-unset')
    expect(reading('logic.condition', rules('equals'))).toContain('variable.maybe-unset')
  })

  it('name the variable that a misspelt one most likely stands for', () => {
    const document = flow()
      .step('set', 'logic.set', { assignments: [{ name: 'balance', value: '1' }] })
      .step('say', 'tts', { text: '{{ vars.balanse }}' })
      .chain('set', 'say')
      .build()
    expect(compile(document).diagnostics).toMatchObject([
      { code: 'variable.maybe-unset', nodeId: 'say', message: 'No step sets vars.balanse. Did you mean vars.balance?' },
    ])
  })

  it('warn of hours in a flow whose time zone nobody chose', () => {
    const weekly = [{ days: ['mo'], from: '09:00', to: '17:00' }]
    const told = (settings: Partial<FlowDocument['settings']>, timezone = '') =>
      compile(
        flow(settings).step('a', 'logic.schedule', { weekly, holidays: [], timezone }).chain('a').build(),
      ).diagnostics.filter(({ code }) => code === 'schedule.no-timezone')
    expect(told({})).toMatchObject([
      { severity: 'warning', nodeId: 'a', field: 'timezone', fix: { kind: 'use-own-zone', label: 'Use my time zone' } },
    ])
    expect(told({ timezone: '' })).toHaveLength(1)
    expect(told({ timezone: 'UTC', timezoneChosen: true })).toEqual([])
    expect(told({ timezone: 'Europe/Berlin' })).toEqual([])
    expect(told({}, 'Europe/Berlin')).toEqual([])
  })

  it('warn of more than 12 quick steps in a row', () => {
    const builder = flow()
    const ids = Array.from({ length: 14 }, (_, index) => `s${index}`)
    for (const id of ids) builder.step(id, 'set_cid', { caller_id_name: id })
    expect(compile(builder.chain(...ids).build()).diagnostics).toMatchObject([
      { code: 'path.many-quick-steps', message: 'Up to 14 quick steps in a row. KAZOO stops a call at about 20.' },
    ])
  })

  it('survive documents of nonsense', () => {
    const nonsense = readDocument({
      nodes: [null, 1, { id: 'a' }, { id: 'b', type: 'tts', position: { x: 0, y: 0 }, data: { text: 5 } }],
      edges: [7, {}],
    })
    expect(nonsense.ok && codes(nonsense.value).length).toBeGreaterThan(0)
    expect(nonsense.diagnostics.map(({ code }) => code)).toEqual([
      'document.node-malformed',
      'document.node-malformed',
      'document.node-malformed',
      'document.edge-malformed',
      'document.edge-malformed',
    ])
    expect(readDocument({ nodes: 1 }).ok).toBe(false)
    expect(readDocument({ schemaVersion: 99, nodes: [], edges: [] }).diagnostics[0]?.code).toBe('document.newer')
  })
})

describe('cuts and requests', () => {
  const ask = { ...tts('PIN'), variable: 'pin', minDigits: 1, maxDigits: 4, ...digits, attempts: 1 }

  it('list each cut edge with its reason', () => {
    const document = flow()
      .step('a', 'collect_dtmf', { collection_name: 'x' })
      .step('b', 'tts', { text: '{{ digits.x }}' })
      .step('c', 'voicemail', { id: BOX })
      .step('d', 'tts', { text: '{{ now }}' })
      .chain('a', 'b', 'c', 'd', 'a')
      .build()
    expect(compile(document).cuts).toEqual([
      { edgeId: 'e2', nodeId: 'b', reason: 'digits' },
      { edgeId: 'e4', nodeId: 'd', reason: 'clock' },
      { edgeId: 'e5', nodeId: 'a', reason: 'back edge' },
    ])
    expect(compile(document).mostRequests).toBeNull()
  })

  it('count the requests of the longest way', () => {
    expect(compile(flow().step('a', 'tts', { text: 'a' }).chain('a').build()).mostRequests).toBe(1)
    expect(
      compile(flow().step('a', 'input.digits', ask).step('b', 'tts', { text: 'b' }).chain('a', 'b').build())
        .mostRequests,
    ).toBe(2)
    expect(
      compile(
        flow()
          .step('a', 'input.digits', { ...ask, attempts: 3 })
          .chain('a')
          .build(),
      ).mostRequests,
    ).toBe(4)
  })

  it('make a join of a large shared end, and inline a small one', () => {
    const shared = (length: number) => {
      const builder = flow().step('ring', 'user', { id: ID }).chain('ring')
      const ids = Array.from({ length }, (_, index) => `s${index}`)
      for (const id of ids) builder.step(id, 'tts', { text: id })
      for (const [index, id] of ids.entries()) if (index > 0) builder.edge(ids[index - 1] ?? '', id)
      return compile(builder.edge('ring.USER_BUSY', 's0').edge('ring._', 's0').build()).cuts.map(({ reason }) => reason)
    }
    expect(shared(8)).toEqual([])
    expect(shared(9)).toEqual(['join', 'join'])
  })

  it('do not depend on the order in which nodes are stored', () => {
    const builder = flow()
      .step('a', 'tts', { text: 'a' })
      .step('b', 'user', { id: 'b' })
      .step('c', 'tts', { text: 'c' })
      .chain('a', 'b', 'c')
      .edge('c', 'a')
    const document = builder.build()
    const shuffled = { ...document, nodes: [...document.nodes].reverse() }
    expect(compile(shuffled).cuts).toEqual(compile(document).cuts)
  })

  it('stay quick on 5,000 steps in a row', () => {
    const builder = flow()
    const ids = Array.from({ length: 5000 }, (_, index) => `s${index}`)
    for (const id of ids) builder.step(id, 'tts', { text: id })
    const { diagnostics, mostRequests } = compile(builder.chain(...ids).build())
    expect(diagnostics).toEqual([])
    expect(mostRequests).toBeGreaterThan(100)
  })
})

describe('what KAZOO itself does not warn of', () => {
  const said = (builder: ReturnType<typeof flow>) =>
    compile(builder.build()).diagnostics.map(({ nodeId, code, field }) => `${nodeId} ${code} ${field}`)
  const box = { id: ID }

  it('a recording that runs into a message, unless it is stopped before', () => {
    const start = { action: 'start' }
    const running = flow()
      .step('rec', 'record_call', start)
      .step('hi', 'tts', { text: 'Hi' })
      .step('box', 'voicemail', box)
    expect(said(running.chain('rec', 'hi', 'box'))).toContain('box recording.into-message null')
    const stopped = flow()
      .step('rec', 'record_call', start)
      .step('end', 'record_call', { action: 'stop' })
      .step('box', 'voicemail', box)
    expect(said(stopped.chain('rec', 'end', 'box'))).not.toContain('box recording.into-message null')
    const listened = flow()
      .step('rec', 'record_call', start)
      .step('box', 'voicemail', { ...box, action: 'check' })
    expect(said(listened.chain('rec', 'box'))).not.toContain('box recording.into-message null')
  })

  it('a branch without the way that all other calls take', () => {
    const branch = flow()
      .step('b', 'branch_variable', { variable: 'x' })
      .step('a', 'hangup')
      .chain('b')
      .edge('b.1', 'a')
    expect(said(branch)).toContain('b port.unconnected port:_')
    expect(said(branch.edge('b._', 'a'))).not.toContain('b port.unconnected port:_')
    expect(said(flow().step('u', 'user', { id: ID }).chain('u'))).not.toContain('u port.unconnected port:_')
  })
})
