/** The name under which a value of a reply is kept, if nobody says otherwise. */
import { isVariableName, type JsonPlace } from '@callflow-studio/model'

/**
 * @param place where the value stands in the reply
 * @param isTaken names that other values have
 * @returns a name that a template can say and that is not taken: the value's own, with what it belongs to where it would
 *   say nothing alone (`customer.id` is `customer_id`), else with a number behind it
 */
export function proposedName(place: JsonPlace, isTaken: (name: string) => boolean): string {
  const words = wordsOf(place)
  const own = words.at(-1) ?? 'reply'
  const around = words.slice(0, -1).filter((word) => !WRAPPERS.has(word))
  const longer = around.map((_, index) => joined(around.slice(around.length - 1 - index), own))
  const candidates = VAGUE.has(own) || ORDINALS.has(own) ? [...longer, own] : [own, ...longer]
  const free = candidates.find((name) => !isTaken(name) && name !== RESERVED)
  if (free !== undefined) return free
  const base = candidates[0] ?? own
  for (let number = 2; ; number += 1) if (!isTaken(`${base}_${number}`)) return `${base}_${number}`
}

/** Where the studio says why a step failed. */
const RESERVED = 'error'
/** Names around a whole reply, which tell nothing of what is in it. */
const WRAPPERS = new Set(['data', 'result', 'results', 'response', 'reply', 'body', 'payload', 'item', 'value'])
/** Names that many things have. */
const VAGUE = new Set([
  'id',
  'name',
  'value',
  'type',
  'code',
  'date',
  'time',
  'number',
  'status',
  'text',
  'title',
  'key',
])
/** Names that stand before what they belong to: the first name, the next visit. */
const ORDINALS = new Set(['first', 'middle', 'last', 'full', 'next', 'previous', 'current'])

const joined = (around: readonly string[], own: string): string =>
  (ORDINALS.has(own) ? [own, ...around] : [...around, own]).join('_')

/** The names on the way; what stands in a list is one of it: `visits[0].date` is the date of a visit. */
function wordsOf(place: JsonPlace): string[] {
  return place.flatMap((key, index) => {
    if (typeof key === 'number') return []
    const word = asWord(key)
    if (word === '') return []
    return [typeof place[index + 1] === 'number' ? oneOf(word) : word]
  })
}

/** `firstName`, `first-name` and `Prénom` as a variable's name; empty where nothing is left. */
function asWord(key: string): string {
  const word = key
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .toLowerCase()
  return word === '' || isVariableName(word) ? word : `value_${word}`
}

const oneOf = (word: string): string => word.replace(/ies$/, 'y').replace(/([^su])s$/, '$1')
