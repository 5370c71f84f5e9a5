/** Tells which parameters could not be read whole, without telling what they hold. */
import { REPLACEMENT } from './read-request-text.ts'
import type { Params } from './reading.ts'

/** @returns names as KAZOO writes them, `Digits[pin]`, each once; a name that is itself damaged holds U+FFFD */
export function findDamaged(params: Params): string[] {
  const found = new Set<string>()
  const look = (name: string, value: unknown): void => {
    if (typeof value === 'string' && value.includes(REPLACEMENT)) found.add(name)
    else if (Array.isArray(value)) for (const item of value) look(name, item)
    else if (typeof value === 'object' && value !== null)
      for (const [key, item] of Object.entries(value)) {
        if (key.includes(REPLACEMENT)) found.add(`${name}[${key}]`)
        look(`${name}[${key}]`, item)
      }
  }
  for (const [name, value] of Object.entries(params)) {
    if (name.includes(REPLACEMENT)) found.add(name)
    look(name, value)
  }
  return [...found]
}

/** A warning for people. Names that KAZOO would not send are left out: they may be values that lost their `=`. */
export function describeDamage(damaged: readonly string[]): string {
  const named = damaged.filter((name) => USUAL_NAME.test(name)).slice(0, MAX_NAMED)
  const others = damaged.length - named.length
  const list = [...named, ...(others === 0 ? [] : [others === 1 ? 'another parameter' : `${others} other parameters`])]
  const words = named.length === 0 ? (others === 1 ? 'A parameter' : `${others} parameters`) : joinWords(list)
  const isOne = damaged.length === 1
  return `${words} ${isOne ? 'is' : 'are'} not valid UTF-8 or ${isOne ? 'has' : 'have'} a stray %. ${REPLACEMENT} stands for what could not be read.`
}

const MAX_NAMED = 5
const USUAL_NAME = /^[\w.-]{1,64}(\[[\w.-]{1,64}\]){0,3}$/

const joinWords = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
