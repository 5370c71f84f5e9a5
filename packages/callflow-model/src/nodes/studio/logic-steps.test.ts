import { describe, expect, it } from 'vitest'
import { compile } from '../../compile/compile.ts'
import type { Services } from '../../evaluate/answer.ts'
import { callOf } from '../../testing/answers.ts'
import { flow } from '../../testing/flow-builder.ts'
import { memoryTable } from '../../testing/memory-table.ts'
import type { SwitchState } from '../contract/switch-state.ts'
import { readDayList } from '../parts/day-list.ts'
import { fraction } from './logic-split.ts'

const say = (text: string) => ({ text })

describe('a switch', () => {
  const document = (cases: unknown[]) =>
    flow()
      .step('s', 'logic.switch', { value: '{{ caller.number }}', cases })
      .step('a', 'tts', say('a'))
      .step('b', 'tts', say('b'))
      .step('c', 'tts', say('c'))
      .chain('s')
      .edge('s.one', 'a')
      .edge('s.two', 'b')
      .edge('s.else', 'c')
      .build()
  const said = (cases: unknown[], number: string) =>
    callOf(document(cases)).ask({ 'Caller-ID-Number': number }).tree.data.text

  it('takes the first case that fits', () => {
    const cases = [
      { port: 'one', op: 'starts_with', right: '+1' },
      { port: 'two', op: 'matches', right: '^\\+[14]' },
    ]
    expect(said(cases, '+1415')).toBe('a')
    expect(said(cases, '+49')).toBe('b')
    expect(said(cases, '+33')).toBe('c')
  })

  it('says where two cases share a way, and where a pattern cannot be read', () => {
    const { diagnostics } = compile(
      document([
        { port: 'one', op: 'equals', right: '1' },
        { port: 'one', op: 'matches', right: '(' },
      ]),
    )
    expect(
      diagnostics.filter(({ field }) => field?.startsWith('cases')).map(({ code, field }) => [code, field]),
    ).toEqual([
      ['pattern.syntax', 'cases.1.right'],
      ['port.name-used-twice', 'cases.1.port'],
    ])
  })
})

describe('a split', () => {
  const branches = [
    { port: 'a', weight: 70 },
    { port: 'b', weight: 30 },
  ]
  const document = (sticky: string) =>
    flow()
      .step('s1', 'logic.split', { branches, sticky })
      .step('s2', 'logic.split', { branches, sticky })
      .step('aa', 'tts', say('aa'))
      .step('ab', 'tts', say('ab'))
      .step('b', 'tts', say('b'))
      .chain('s1')
      .edge('s1.a', 's2')
      .edge('s1.b', 'b')
      .edge('s2.a', 'aa')
      .edge('s2.b', 'ab')
      .build()
  const count = (sticky: string, params: (index: number) => Record<string, string>) => {
    const call = callOf(document(sticky))
    const counts: Record<string, number> = { aa: 0, ab: 0, b: 0 }
    for (let index = 0; index < 4000; index++) {
      const branch = String(call.ask(params(index)).tree.data.text)
      counts[branch] = (counts[branch] ?? 0) + 1
    }
    return counts
  }

  it('gives each branch its share, and splits are independent of each other', () => {
    const { aa = 0, ab = 0, b = 0 } = count('call', (index) => ({ 'Call-ID': `call-${index}@pbx` }))
    expect(b / 4000).toBeCloseTo(0.3, 1)
    expect(ab / (aa + ab)).toBeCloseTo(0.3, 1)
  })

  it('always sends the same caller the same way, or the same call', () => {
    const byCaller = count('caller', (index) => ({ 'Call-ID': String(index), 'Caller-ID-Number': '+14155550100' }))
    expect(Object.values(byCaller).filter((calls) => calls > 0)).toEqual([4000])
    const byCall = count('call', () => ({ 'Call-ID': 'one@pbx' }))
    expect(Object.values(byCall).filter((calls) => calls > 0)).toEqual([4000])
  })

  it('uses the whole range', () => {
    const values = Array.from({ length: 1000 }, (_, index) => fraction(`n\n${index}`))
    expect(Math.min(...values)).toBeLessThan(0.02)
    expect(Math.max(...values)).toBeGreaterThan(0.98)
  })
})

describe('special days in a flow', () => {
  const list = (...rows: Record<string, string>[]) => readDayList('Holidays', rows)
  const flowWith = (data: Record<string, unknown>) =>
    flow({ timezone: 'UTC', timezoneChosen: true })
      .step('hours', 'logic.schedule', {
        weekly: [{ days: ['tu'], from: '09:00', to: '17:00' }],
        holidays: [],
        ...data,
      })
      .step('open', 'tts', say('open'))
      .step('closed', 'tts', say('closed'))
      .step('holiday', 'tts', say('holiday'))
      .chain('hours')
      .edge('hours.open', 'open')
      .edge('hours.closed', 'closed')
      .edge('hours.holiday', 'holiday')
      .build()
  const TUESDAY = new Date('2026-11-24T10:00:00Z')
  const services = (more: Partial<Services>): Services => memoryTable(more).services
  const answer = (data: Record<string, unknown>, more: Partial<Services>) =>
    callOf(flowWith(data), {}, TUESDAY, services(more)).ask()

  it('have the times of lists as spreadsheets write them, with seconds or without', () => {
    const row = { date: '2026-11-24', opens: '9:00', closes: '12:30:00' }
    expect(list(row, { ...row, opens: '09:00:00', closes: '12:30' })).toMatchObject({
      days: [{ open: [{ from: '09:00', to: '12:30' }] }, { open: [{ from: '09:00', to: '12:30' }] }],
      problems: [],
    })
    expect(list({ ...row, closes: '12:30:10' }).problems).toEqual([
      'Row 1: "12:30:10" is not a time. Write it as 09:00.',
    ])
  })

  it('come from lists that steps share, as they are now', () => {
    let days = list({ date: '2026-11-24', name: 'Founding day' })
    const call = callOf(flowWith({ lists: ['h'] }), {}, TUESDAY, services({ specialDays: () => days }))
    expect(call.ask().tree.data.text).toBe('holiday')
    days = list({ date: '2026-11-24', opens: '9:00', closes: '11:00' })
    expect(call.ask().tree.data.text).toBe('open')
    days = list({ date: '2026-11-25' })
    expect(call.ask().tree.data.text).toBe('open')
  })

  it('skip a row that is none, and tell it', () => {
    const days = list({ date: '2026-02-30' }, { date: '2026-11-24' }, { date: '12-24', opens: '9:00' })
    const { tree, warnings } = answer({ lists: ['h'] }, { specialDays: () => days })
    expect(tree.data.text).toBe('holiday')
    expect(warnings).toEqual([
      {
        nodeId: 'hours',
        message:
          '2 rows of Holidays cannot be read as days, and calls skip them. Row 1: "2026-02-30" is not a date. Write 2026-12-25, or 12-25 for every year.',
      },
    ])
  })

  it('are none where the list is gone', () => {
    const { tree, warnings } = answer({ lists: ['h'] }, { specialDays: () => null })
    expect(tree.data.text).toBe('open')
    expect(warnings).toEqual([{ nodeId: 'hours', message: 'A list of special days does not exist any more.' }])
  })

  it('and hours do not count while a switch is set', () => {
    const said = (state: SwitchState) =>
      answer({ switch: 'night', holidays: [{ date: '11-24' }] }, { switchState: () => state }).tree.data.text
    expect([said('open'), said('closed'), said('automatic')]).toEqual(['open', 'closed', 'holiday'])
    expect(answer({ switch: 'night' }, {}).tree.data.text).toBe('open')
  })
})

describe('opening hours in a flow', () => {
  const schedule = {
    weekly: [{ days: ['tu'], from: '09:00', to: '17:00' }],
    holidays: [{ date: '12-25' }],
    timezone: '',
  }
  const document = (timezone: string) =>
    flow({ timezone })
      .step('hours', 'logic.schedule', schedule)
      .step('open', 'tts', say('open'))
      .step('closed', 'tts', say('closed'))
      .step('holiday', 'tts', say('holiday'))
      .chain('hours')
      .edge('hours.open', 'open')
      .edge('hours.closed', 'closed')
      .edge('hours.holiday', 'holiday')
      .build()
  const said = (timezone: string, at: string) => callOf(document(timezone), {}, new Date(at)).ask().tree.data.text

  it('count in the time zone of the flow', () => {
    expect(said('UTC', '2026-11-24T08:30:00Z')).toBe('closed')
    expect(said('Europe/Berlin', '2026-11-24T08:30:00Z')).toBe('open')
    expect(said('UTC', '2026-12-25T10:00:00Z')).toBe('holiday')
  })

  it('say what cannot be', () => {
    const wrong = {
      weekly: [{ days: [], from: '9', to: '25:00' }],
      holidays: [{ date: '2026-02-30' }],
      timezone: 'Mars/Base',
    }
    const { diagnostics } = compile(flow().step('hours', 'logic.schedule', wrong).chain('hours').build())
    expect(
      diagnostics
        .filter(({ nodeId, severity }) => nodeId === 'hours' && severity === 'error')
        .map(({ field }) => field),
    ).toEqual(['timezone', 'weekly.0.days', 'weekly.0.from', 'weekly.0.to', 'holidays.0.date'])
  })
})
