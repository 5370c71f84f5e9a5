/**
 * A world in which a call takes certain turns: values are chosen where a step needs one, from what the flow compares with, and
 * taken back where it then takes another exit.
 */
import type { FlowDocument } from '../document/flow-document.ts'
import type { Json } from '../json.ts'
import { definitionOf } from '../nodes/index.ts'
import { textsIn } from '../nodes/parts/texts-in.ts'
import { tolerantData } from '../nodes/parts/tolerant-data.ts'
import { SAMPLE_CALL_ID } from '../simulate/pivot-request.ts'
import { isTemplate } from '../templates/template.ts'
import type { Turn } from './turns.ts'
import { NeedsValue, UNKNOWN_WORLD, type World } from './values.ts'

const MAX_TRIES = 4000
const HOUR_MS = 3_600_000
/** A week and a day, by steps of an hour and a half: opening hours are open and closed at some of them. */
const MOMENTS = 128

/** @returns null where none is found */
export function findWorld(turns: readonly Turn[], candidates: (of: string) => readonly Json[]): World | null {
  const conditions = turns.flatMap(({ holds }) => holds ?? [])
  let tries = 0
  function extend(world: World): World | null {
    for (const holds of conditions) {
      if (++tries > MAX_TRIES) return null
      try {
        if (!holds(world)) return null
      } catch (error) {
        if (!(error instanceof NeedsValue) || error.of === null) return null
        for (const value of candidates(error.of)) {
          const found = extend(new Map([...world, [error.of, value]]))
          if (found || tries > MAX_TRIES) return found
        }
        return null
      }
    }
    return world
  }
  return extend(UNKNOWN_WORLD)
}

/** Values that may make a difference in a flow, likeliest first. */
export function candidatesOf(document: FlowDocument, now: Date): (of: string) => readonly Json[] {
  const constants = constantsOf(document)
  const numbers = constants.flatMap((text) => (/^-?\d{1,9}$/.test(text) ? [Number(text) + 1, Number(text) - 1] : []))
  const texts: readonly Json[] = [...new Set<Json>(['', ...numbers, ...constants, 'something else', 1, 0, true, false])]
  const phones = ['+14155550100', ...constants, ...constants.map((text) => `${text}1`), ...SPREAD, '']
  const moments = momentsOf(document, now)
  return (of) => {
    if (of === 'now') return moments
    if (of === 'call.id') return [SAMPLE_CALL_ID, ...SPREAD.map((number) => `${number}@10.26.0.158`)]
    if (of.startsWith('switch:')) return ['automatic', 'open', 'closed']
    if (of.startsWith('entry:')) return constants.filter((text) => /^[0-9*#]+$/.test(text))
    if (SETTABLE.has(of)) return phones
    return /^(reply|custom|sip|digits)\b/.test(of) ? texts : []
  }
}

/** Facts of a call that a sample call can have. */
const SETTABLE = new Set(['caller.number', 'caller.name', 'call.to', 'call.from', 'call.request', 'call.language'])
/** Splits take callers by their number. */
const SPREAD = Array.from({ length: 12 }, (_, index) => `+1415555${String(1000 + index * 613)}`)

/** Short texts without templates that steps hold: what is compared with is among them. */
export function constantsOf(document: FlowDocument): string[] {
  const found = new Set<string>()
  for (const node of document.nodes) {
    if (definitionOf(node.type)?.kind !== 'studio') continue
    for (const [text] of textsIn(node.data)) {
      if (text === '' || text.length > 60 || isTemplate(text)) continue
      found.add(text)
      if (text.includes(',')) for (const part of text.split(',')) found.add(part.trim())
      if (found.size > 200) return [...found]
    }
  }
  return [...found]
}

function momentsOf(document: FlowDocument, now: Date): string[] {
  const days = document.nodes.flatMap((node) => {
    const definition = definitionOf(node.type)
    const hours = definition?.openingHours?.(tolerantData(definition, node.data))
    return (hours?.holidays ?? []).flatMap(({ date = '' }) => {
      const at = Date.parse(`${date.length === 5 ? `${now.getUTCFullYear()}-${date}` : date}T00:00:00Z`)
      return Number.isNaN(at) ? [] : [at]
    })
  })
  const week = Array.from({ length: MOMENTS }, (_, index) => now.getTime() + index * 1.5 * HOUR_MS)
  const special = days.flatMap((day) => [10, 14, 18, 22].map((hour) => day + hour * HOUR_MS))
  return [...week, ...special].map((at) => new Date(at).toISOString())
}
