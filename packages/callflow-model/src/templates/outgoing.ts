/**
 * Texts that go out to other servers. Each value is escaped for the place where it stands, by construction: a caller's
 * name can neither add a parameter to an address nor a key to a JSON body (design 7).
 */
import type { Liquid } from 'liquidjs'
import type { Json } from '../json.ts'
import { createEngine, keepOutputOf } from './liquid.ts'
import { type ReadPath, readsOf, type Scope, toText } from './template.ts'

/** Where the text stands: an address, a JSON body, a form body, or a header line. */
export type OutgoingPlace = 'url' | 'json' | 'form' | 'header'

export interface Outgoing {
  reads: readonly ReadPath[]
  /** Names of the secrets that it reads. */
  secrets: readonly string[]
  /** Throws Liquid's errors. */
  render: (scope: Scope) => string
}

/** Values of a JSON body, between parsing and placing: only then it is known whether they stand inside quotes. */
let placed: unknown[] = []
const MARK = /\u0001(\d+)\u0002/g

const asComponent = (value: unknown): string => encodeURIComponent(toText(value).toWellFormed())
const asMark = (value: unknown): string => `\u0001${placed.push(value) - 1}\u0002`
/** One header is one line. */
const asHeader = (value: unknown): string => toText(value).replace(/[\0\r\n]+/g, ' ')

const ESCAPES: Record<OutgoingPlace, (value: unknown) => string> = {
  url: asComponent,
  form: asComponent,
  json: asMark,
  header: asHeader,
}
/** Filters after which a value stands as it is. `raw` is one by itself. */
const FINISHED: Record<OutgoingPlace, readonly string[]> = {
  url: ['url_encode', 'cgi_escape'],
  form: ['url_encode', 'cgi_escape'],
  json: ['json'],
  header: [],
}
const engines = new Map<OutgoingPlace, Liquid>()

function engineFor(place: OutgoingPlace): Liquid {
  const known = engines.get(place)
  if (known) return known
  const engine = createEngine(ESCAPES[place])
  keepOutputOf(engine, FINISHED[place])
  engines.set(place, engine)
  return engine
}

/** Prepares a text; one that cannot be parsed stands as it is, since publishing is refused for it elsewhere. */
export function parseOutgoing(source: string, place: OutgoingPlace): Outgoing {
  const engine = engineFor(place)
  try {
    const parsed = engine.parse(source)
    const reads = readsOf(parsed, source)
    return {
      reads,
      secrets: reads.flatMap(([root, name]) => (root === 'secrets' && name !== undefined ? [name] : [])),
      render: (scope) => {
        placed = []
        const text = toText(engine.renderSync(parsed, scope))
        return place === 'json' ? placeInJson(text, placed) : text
      },
    }
  } catch {
    return { reads: [], secrets: [], render: () => source }
  }
}

/** Inside quotes a value is text, escaped; outside it is a JSON value of its own. */
function placeInJson(text: string, values: readonly unknown[]): string {
  let isInside = false
  let end = 0
  let result = ''
  for (const match of text.matchAll(MARK)) {
    const before = text.slice(end, match.index)
    isInside = endsInside(before, isInside)
    result += before + asJson(values[Number(match[1])], isInside)
    end = match.index + match[0].length
  }
  return result + text.slice(end)
}

function endsInside(text: string, wasInside: boolean): boolean {
  let isInside = wasInside
  for (let index = 0; index < text.length; index++) {
    if (isInside && text[index] === '\\') index++
    else if (text[index] === '"') isInside = !isInside
  }
  return isInside
}

function asJson(value: unknown, isInside: boolean): string {
  if (isInside) return JSON.stringify(toText(value).toWellFormed()).slice(1, -1)
  return JSON.stringify(value instanceof String ? value.valueOf() : ((value ?? null) as Json))
}
