/**
 * Exits by a number that KAZOO measures: the highest key that is not above it is taken.
 * @source docs/kazoo/semantics.md#queues, #nomorobo
 */
import type { FreePorts, Port } from '../contract/ports.ts'
import type { SimulatedChoice } from '../contract/simulation.ts'

interface NumberPorts {
  addLabel: string
  /** What to write: "Write a whole number of seconds." */
  ask: string
  suggestions: readonly number[]
  max?: number
  /** The label of `_`. */
  below: string
  /** "60 s and more" */
  inWords: (number: number) => string
}

/** Also the labels of all keys, for the preview's choices. */
export function numberPorts(spec: NumberPorts): { ports: () => Port[]; freePorts: FreePorts } {
  const { addLabel, ask, suggestions, max = Number.MAX_SAFE_INTEGER, below, inWords } = spec
  const describe = (key: string): Port => ({
    key,
    label: key === '_' ? below : isNumber(key) ? inWords(Number(key)) : key,
  })
  return {
    ports: () => [{ key: '_', label: below }],
    freePorts: {
      addLabel,
      suggestions: suggestions.map((number) => describe(String(number))),
      describe,
      refuse: (key) => (isNumber(key) && Number(key) <= max ? null : ask),
    },
  }
}

/** The numbers among the drawn exits, as choices, the lowest first. */
export const numberChoices = (keys: readonly string[], inWords: (number: number) => string): SimulatedChoice[] =>
  keys
    .filter(isNumber)
    .toSorted((a, b) => Number(a) - Number(b))
    .map((key) => ({ key, label: inWords(Number(key)) }))

const isNumber = (key: string): boolean => /^(0|[1-9]\d{0,8})$/.test(key)
