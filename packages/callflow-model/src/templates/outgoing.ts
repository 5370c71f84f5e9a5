/**
 * Texts that go out to other servers. Each value is escaped for the place where it stands, by construction: a caller's
 * name can neither add a parameter to an address nor a key to a JSON body (docs/design.md#templates). The engine puts
 * marks where values go; they are placed after rendering, since only then it is known where in the text a value stands.
 */
import { CaptureTag, type Context, type Liquid, type Template as LiquidTemplate } from 'liquidjs'
import type { Json } from '../json.ts'
import { keepDecimals } from './arithmetic.ts'
import { wellFormed } from './json-template.ts'
import { createEngine, keepOutputOf } from './liquid.ts'
import { createContext } from './render-context.ts'
import { limited, type ReadPath, readsOf, type Scope, toText } from './template.ts'

/** Where the text stands: an address, a JSON body, a form body, or a header line. */
export type OutgoingPlace = 'url' | 'json' | 'form' | 'header'

export interface Outgoing {
  reads: readonly ReadPath[]
  /** Names of the secrets that it reads. */
  secrets: readonly string[]
  /** Throws Liquid's errors. */
  render: (scope: Scope) => string
}

/** Prepares a text; one that cannot be parsed stands as it is, since publishing is refused for it elsewhere. */
export function parseOutgoing(source: string, place: OutgoingPlace): Outgoing {
  const engine = engineFor(place)
  try {
    const parsed = engine.parse(source)
    keepDecimals(parsed)
    const reads = readsOf(parsed, source)
    return {
      reads,
      secrets: reads.flatMap(([root, name]) => (root === 'secrets' && name !== undefined ? [name] : [])),
      render: (scope) => PLACES[place].place(...renderMarked(engine, parsed, scope)),
    }
  } catch {
    return { reads: [], secrets: [], render: () => source }
  }
}

// ------------------------------------------------------------------------------------------------ marks

type Place = (text: string, values: readonly unknown[]) => string

/** The values of the text that is rendered now: one at a time, since rendering is synchronous. */
let marked: unknown[] = []
const MARK = /\u0001(\d+)\u0002/g

function renderMarked(engine: Liquid, parsed: LiquidTemplate[], scope: Scope): [string, unknown[]] {
  marked = []
  const text = limited(toText(engine.renderSync(parsed, createContext(engine, scope, { ...scope }))))
  return [text, marked]
}

/** @param put what a value becomes after the text so far */
function fillMarks(text: string, values: readonly unknown[], put: (value: unknown, before: string) => string) {
  let end = 0
  let result = ''
  for (const match of text.matchAll(MARK)) {
    result += text.slice(end, match.index)
    result += put(values[Number(match[1])], result)
    end = match.index + match[0].length
  }
  return result + text.slice(end)
}

/** How deep in `capture` the rendering is: what is captured is no output yet, and is escaped where it is put out. */
let captures = 0
function markValue(value: unknown): string {
  return captures > 0 ? toText(value) : `\u0001${marked.push(value) - 1}\u0002`
}

const engines = new Map<OutgoingPlace, Liquid>()

function engineFor(place: OutgoingPlace): Liquid {
  const known = engines.get(place)
  if (known) return known
  const engine = createEngine(markValue)
  keepOutputOf(engine, PLACES[place].finishedBy)
  engine.registerTag('capture', CaptureAsItIs)
  engines.set(place, engine)
  return engine
}

class CaptureAsItIs extends CaptureTag {
  override *render(context: Context): Generator<unknown, void, string> {
    captures++
    try {
      yield super.render(context)
    } finally {
      captures--
    }
  }
}

// ------------------------------------------------------------------------------------------------ places

/** `finishedBy`: filters after which a value stands as it is. `raw` is one by itself. */
const PLACES: Record<OutgoingPlace, { finishedBy: readonly string[]; place: Place }> = {
  url: { finishedBy: ['url_encode', 'cgi_escape'], place: (text, values) => fillMarks(text, values, inAddress) },
  form: { finishedBy: ['url_encode', 'cgi_escape'], place: (text, values) => fillMarks(text, values, asComponent) },
  json: { finishedBy: ['json'], place: placeInJson },
  header: { finishedBy: [], place: (text, values) => asHeader(fillMarks(text, values, toText)) },
}

const asComponent = (value: unknown): string => encodeURIComponent(toText(value).toWellFormed())

/** Dots alone, as a part of the path, mean "one up", encoded or not: those of a value are encoded twice. */
function inAddress(value: unknown, before: string): string {
  const text = asComponent(value)
  return /^\.+$/.test(text) && !/[?#]/.test(before) ? text.replaceAll('.', '%252E') : text
}

/** One header is one line; what is no ASCII goes as the bytes of UTF-8, one character each, as HTTP has it. */
function asHeader(text: string): string {
  const line = text.replace(/[\0-\x08\x0a-\x1f\x7f]+/g, ' ').trim()
  return line.replace(/[^\0-\x7f]+/g, (part) =>
    encodeURIComponent(part.toWellFormed()).replace(/%(..)/g, (_, hex: string) =>
      String.fromCharCode(Number(`0x${hex}`)),
    ),
  )
}

/** Inside quotes a value is text, escaped; outside it is a JSON value of its own. */
function placeInJson(text: string, values: readonly unknown[]): string {
  let isInside = false
  let seen = 0
  return fillMarks(text, values, (value, before) => {
    isInside = endsInside(before, seen, isInside)
    const json = asJson(value, isInside)
    seen = before.length + json.length
    return json
  })
}

function endsInside(text: string, from: number, wasInside: boolean): boolean {
  let isInside = wasInside
  for (let index = from; index < text.length; index++) {
    if (isInside && text[index] === '\\') index++
    else if (text[index] === '"') isInside = !isInside
  }
  return isInside
}

function asJson(value: unknown, isInside: boolean): string {
  if (isInside) return JSON.stringify(toText(value).toWellFormed()).slice(1, -1)
  return JSON.stringify(wellFormed(value instanceof String ? value.valueOf() : ((value ?? null) as Json)))
}
