/** Exits by a value that KAZOO finds: the keys are the values, `_` is taken for all others. */
import type { FreePorts, Port } from '../contract/ports.ts'
import type { SimulatedCall, Simulation } from '../contract/simulation.ts'

export const OTHERWISE: Port = { key: '_', label: 'Otherwise' }

interface ValuePorts {
  addLabel: string
  /** What to write: "Write the value." */
  ask: string
  suggestions?: readonly string[]
  label?: (key: string) => string
}

/** Any text may be a key, but for the wildcard, which is there already. */
export function valuePorts({ addLabel, ask, suggestions = [], label = (key) => key }: ValuePorts): FreePorts {
  const describe = (key: string): Port => (key === '_' ? OTHERWISE : { key, label: label(key) })
  return {
    addLabel,
    suggestions: suggestions.map(describe),
    describe,
    refuse: (key) => (key === '' ? ask : key === '_' ? 'This exit exists already.' : null),
  }
}

/**
 * The person at the sample phone says what KAZOO finds.
 * @param label words for a key; the key itself if left out.
 */
export function* whatIsFound(call: SimulatedCall, question: string, label = (key: string) => key): Simulation {
  const values = call.childKeys.filter((key) => key !== '_')
  if (values.length === 0) return { kind: 'continue' }
  const action = yield {
    kind: 'choice',
    text: question,
    choices: [...values.map((key) => ({ key, label: label(key) })), { key: '_', label: 'Otherwise' }],
  }
  return { kind: 'continue', key: 'outcome' in action ? action.outcome : '_' }
}
