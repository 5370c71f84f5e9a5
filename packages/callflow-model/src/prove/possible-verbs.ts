/** What a step may be in TwiML: where values are not known, each kind of verbs that some values lead to. */
import type { PreparedFlow } from '../compile/prepared-flow.ts'
import type { Json } from '../json.ts'
import { writeVerb } from '../kazoo/twiml-text.ts'
import type { KazooStepDefinition } from '../nodes/contract/kazoo-step.ts'
import type { TwimlForm } from '../nodes/contract/twiml-form.ts'
import { verbsOf } from '../nodes/parts/twiml.ts'
import type { JsonTemplate, Slot } from '../templates/json-template.ts'
import { fillIn, isKeptHere, isSpokenBy, mayBeEmpty, mayFail } from './module-ends.ts'
import { NeedsValue, UNKNOWN_WORLD, type Variables, type World } from './values.ts'

export interface PossibleVerbs {
  /** fails: the values cannot be said in TwiML. nothing: the step is left out. */
  kind: 'verbs' | 'fails' | 'nothing'
  /** As XML, one after the other, without addresses of the studio. */
  verbs: readonly string[]
  /** Whether it is so in a world; null where it is in all. Throws `NeedsValue`. */
  holds: ((world: World) => boolean) | null
}

type Outcome = Pick<PossibleVerbs, 'kind' | 'verbs'>

const FAILS: Outcome = { kind: 'fails', verbs: [] }
const NOTHING: Outcome = { kind: 'nothing', verbs: [] }

/** Values that stand for others: what takes one of them takes its like, and what refuses one refuses its like. */
const TEXTS = ['https://callflow.example/', '100', '?', '', 'sip:a', '日本']
const NUMBERS = [3_600_000, 3600, 60, 1, 0, -1]
const BOOLEANS = [false, true]

/** @param attributes of each verb: where KAZOO continues */
export function possibleVerbs(
  { definition, json }: { definition: KazooStepDefinition; json: JsonTemplate },
  form: TwimlForm,
  vars: Variables,
  flow: Pick<PreparedFlow, 'settings'>,
  attributes: Readonly<Record<string, string>>,
): PossibleVerbs[] {
  const fill = (slot: Slot, world: World): Json | null =>
    isKeptHere(slot) ? 'https://callflow.example/' : fillIn(world, slot, vars, flow, isSpokenBy(definition, slot))
  const outcomeOf = (values: readonly Json[]): Outcome => {
    if (json.slots.some((slot, index) => isSpokenBy(definition, slot) && values[index] === '')) return NOTHING
    try {
      const verbs = verbsOf(form, JSON.parse(textWith(json, values)))
      const written = verbs.map((verb) => writeVerb({ ...verb, attributes: { ...verb.attributes, ...attributes } }))
      return written.length === 0 ? NOTHING : { kind: 'verbs', verbs: written }
    } catch {
      return FAILS // a value that cannot be said in TwiML fails at its step, as in the call
    }
  }
  const known: (Json | null)[] = []
  for (const slot of json.slots) {
    const value = knownValue(() => fill(slot, UNKNOWN_WORLD))
    if (value === null) return [{ ...FAILS, holds: null }]
    known.push(value === undefined ? null : value)
  }
  const unknown = json.slots.filter((_, index) => known[index] === null)
  if (unknown.length === 0) return [{ ...outcomeOf(known.map((value) => value ?? '')), holds: null }]
  const inWorld = (world: World): Outcome['kind'] => {
    const values = json.slots.map((slot) => fill(slot, world))
    return values.includes(null) ? 'fails' : outcomeOf(values.map((value) => value ?? '')).kind
  }
  const found = new Map<string, PossibleVerbs>()
  const add = (outcome: Outcome): void => {
    const name = `${outcome.kind} ${outcome.verbs.join('')}`
    if (!found.has(name)) found.set(name, { ...outcome, holds: (world) => inWorld(world) === outcome.kind })
  }
  for (const standIn of standInsFor(unknown))
    add(outcomeOf(json.slots.map((slot, index) => known[index] ?? standIn(slot))))
  if (unknown.some((slot) => mayFail(slot, isSpokenBy(definition, slot)))) add(FAILS)
  return [...found.values()]
}

/** @returns undefined where it depends on the call */
function knownValue(fill: () => Json | null): Json | null | undefined {
  try {
    return fill()
  } catch (error) {
    if (error instanceof NeedsValue) return undefined
    throw error
  }
}

function textWith({ texts, slots }: JsonTemplate, values: readonly Json[]): string {
  return slots.reduce(
    (text, _, index) => text + JSON.stringify(values[index] ?? '') + (texts[index + 1] ?? ''),
    texts[0] ?? '',
  )
}

/** Each takes the place of all values that are not known. */
function standInsFor(slots: readonly Slot[]): ((slot: Slot) => Json)[] {
  const has = (kind: Slot['kind']): boolean => slots.some((slot) => slot.kind === kind)
  const numbers = has('number') ? NUMBERS : [0]
  const booleans = has('boolean') ? BOOLEANS : [false]
  return TEXTS.flatMap((text) =>
    numbers.flatMap((number) =>
      booleans.map((boolean) => (slot: Slot): Json => {
        if (slot.kind === 'number') return number
        if (slot.kind === 'boolean') return boolean
        // The text around a value is always there, at least what stands before it.
        const [before = ''] = slot.template.source.split('{')
        return `${before}${text === '' && !mayBeEmpty(slot) ? '?' : text}`
      }),
    ),
  )
}
