import { describe, expect, it } from 'vitest'
import { checkReferences } from '../compile/check-references.ts'
import { compile } from '../compile/compile.ts'
import type { SwitchState, SwitchWrite } from '../nodes/contract/switch-state.ts'
import { summaryOf } from '../nodes/index.ts'
import { callOf } from '../testing/answers.ts'
import { flow } from '../testing/flow-builder.ts'
import { memoryTable } from '../testing/memory-table.ts'
import type { Services } from './answer.ts'

const NOW = new Date('2026-11-24T10:00:00Z')

/** A switch in memory, and what was set. */
function memorySwitch(more: Partial<Services> = {}) {
  const set: SwitchWrite[] = []
  const states = new Map<string, SwitchState>()
  const { services } = memoryTable({
    switchState: (id) => states.get(id) ?? 'automatic',
    setSwitch: async (write) => {
      set.push(write)
      if (write.id === 'gone') return { kind: 'error', code: 'switch.missing', message: 'It is gone.' }
      states.set(write.id, write.state)
      return { kind: 'set', name: 'Night service', isPretended: false }
    },
    ...more,
  })
  return { set, services }
}

const document = (data: Record<string, unknown>, timezone = 'Europe/Berlin') =>
  flow({ timezone, timezoneChosen: true })
    .step('set', 'data.switch', { switch: 'night', state: 'closed', ...data })
    .step('hours', 'logic.schedule', {
      weekly: [{ days: ['tu'], from: '00:00', to: '24:00' }],
      holidays: [],
      switch: 'night',
    })
    .step('open', 'tts', { text: 'open' })
    .step('closed', 'tts', { text: 'closed' })
    .step('bad', 'tts', { text: '{{ vars.error.code }}' })
    .chain('set', 'hours')
    .edge('set.error', 'bad')
    .edge('hours.open', 'open')
    .edge('hours.closed', 'closed')
    .build()
const asked = (data: Record<string, unknown>, { services } = memorySwitch()) =>
  callOf(document(data), {}, NOW, services).askAsync()

describe('a step that sets a switch', () => {
  it('sets it for the opening hours after it, and says who called', async () => {
    const memory = memorySwitch()
    const { tree, trace } = await asked({}, memory)
    expect(tree.data.text).toBe('closed')
    expect(memory.set).toEqual([{ id: 'night', state: 'closed', until: null, flowId: 'main', caller: '+14155550100' }])
    expect(trace.find(({ nodeId }) => nodeId === 'set')).toMatchObject({
      took: 'next',
      detail: 'Night service: Closed',
    })
  })

  it.each([
    [{ until: 'duration', amount: 2, unit: 'hours' }, '2026-11-24T12:00:00.000Z'],
    [{ until: 'duration', amount: 1, unit: 'days' }, '2026-11-25T10:00:00.000Z'],
    [{ until: 'day' }, '2026-11-24T23:00:00.000Z'],
    [{ state: 'automatic', until: 'day' }, null],
  ])('for some time, by the clock of the flow: %j', async (data, until) => {
    const memory = memorySwitch()
    await asked(data, memory)
    const [write] = memory.set
    expect(write?.until && new Date(write.until).toISOString()).toBe(until)
  })

  it('fails by its own port where the switch is gone, or cannot be set', async () => {
    expect((await asked({ switch: 'gone' })).tree.data.text).toBe('switch.missing')
    const broken = memorySwitch({ setSwitch: () => Promise.reject(new Error('The disk is full.')) })
    expect((await asked({}, broken)).tree.data.text).toBe('switch.failed')
  })

  it('says what is missing, and reads as one would say it', () => {
    const told = (data: Record<string, unknown>) =>
      compile(document(data)).diagnostics.flatMap(({ nodeId, code, field }) =>
        nodeId === 'set' ? [`${code} ${field}`] : [],
      )
    expect(told({})).toEqual([])
    expect(told({ switch: '' })).toEqual(['switch.missing switch'])
    expect(told({ until: 'duration' })).toEqual(['field.missing amount'])
    const gone = checkReferences(document({}), { flow: () => null, table: () => null, hasSwitch: () => false })
    expect(gone.map(({ nodeId, severity, code }) => [nodeId, severity, code])).toEqual([
      ['set', 'error', 'switch.missing'],
      ['hours', 'warning', 'switch.missing'],
    ])
    const [, , step] = document({ until: 'duration', amount: 1, unit: 'hours' }).nodes
    expect(step && summaryOf(step)).toBe('Closed for 1 hour')
  })
})
