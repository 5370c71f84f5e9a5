import { readScenarios } from '@callflow-studio/model/scenario'
import { describe, expect, it } from 'vitest'
import { toEvent, toLine, withVerb } from './event-line.ts'

/** As if no step had a comma in its name. */
const split = (text: string) => {
  const [step = '', ...rest] = text.split(', ')
  return { step, outcome: rest.join(', ') }
}

const eventOf = (line: string) => readScenarios(`test: One\nhappens:\n  - ${line}`).scenarios[0]?.scenario.happens?.[0]

describe('a line of what happens', () => {
  it.each([
    'hears: We are closed',
    '{ presses: "2", after: 1.5 s }',
    'presses: nothing',
    'waits',
    'waits: Main menu',
    'rings: Service, nobody answers',
    'rings: Service',
    'records',
    'records: Office mailbox, asks for the operator',
    'decides: Time of day, Otherwise',
    'hangs up',
    '{ hangs up: true, after: 5 s }',
    'reaches: Sales',
    'ends in: Office mailbox',
  ])('comes back as it was: %s', (line) => {
    const event = eventOf(line)
    expect(event).toBeDefined()
    if (event) expect(toEvent(toLine(event, split))).toEqual(event)
  })

  it('keeps the step where the verb changes to another one with a step', () => {
    const line = { verb: 'rings', text: 'Service', outcome: 'busy', after: '2 s' } as const
    expect(withVerb(line, 'ends in')).toEqual({ verb: 'ends in', text: 'Service', outcome: '', after: '' })
    expect(withVerb(line, 'hears').text).toBe('')
  })
})
