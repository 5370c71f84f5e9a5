/**
 * What may come of a KAZOO step: the module is run in the simulated KAZOO with everything that can happen to it, each time
 * from its beginning.
 */

import { lastsOf } from '../compile/prepare-node.ts'
import type { PreparedFlow } from '../compile/prepared-flow.ts'
import type { Json } from '../json.ts'
import type { KazooVersion } from '../kazoo/versions.ts'
import type { KazooStepDefinition } from '../nodes/contract/kazoo-step.ts'
import type { CallerAction, PendingInput, SimulatedExit } from '../nodes/contract/simulation.ts'
import { fragmentModules } from '../nodes/fragment-modules.ts'
import { type Experience, hearsSound, passesTime, takesExit, waitsFor, waitsInSilence } from '../simulate/experience.ts'
import { silentCall } from '../simulate/silent-call.ts'
import type { JsonTemplate } from '../templates/json-template.ts'
import { fillSlot, type Slot } from '../templates/json-template.ts'
import { NeedsValue, scopeFor, UNKNOWN_WORLD, type Variables, type World } from './values.ts'

/** One of the ends of a module. */
export interface ModuleEnd {
  exit: SimulatedExit
  /** What makes it come about. */
  does: readonly CallerAction[]
  /** The caller does something of it. */
  isAct: boolean
  /** What the caller lives through meanwhile. */
  livedThrough: (experience: Experience) => void
  /** At least. */
  takesMs: number
}

export interface ModuleEnds {
  ends: readonly ModuleEnd[]
  /** False where there is more that can happen than was tried. */
  areAll: boolean
}

const MAX_RUNS = 1500

/** @param childKeys the exits that the module has in the answer */
export function moduleEnds(
  definition: KazooStepDefinition,
  data: Record<string, unknown>,
  { childKeys, version }: { childKeys: readonly string[]; version: KazooVersion },
): ModuleEnds {
  if (data.skip_module === true || fragmentModules.has(definition.type))
    return {
      ends: [{ exit: { kind: 'continue' }, does: [], isAct: false, livedThrough: () => {}, takesMs: 0 }],
      areAll: true,
    }
  const ends: ModuleEnd[] = []
  const waiting: CallerAction[][] = [[]]
  const seen = new Set<string>()
  let runs = 0
  for (let does = waiting.shift(); does; does = waiting.shift()) {
    if (++runs > MAX_RUNS) return { ends, areAll: false }
    const run = runModule(definition, data, { childKeys, version }, does)
    if ('exit' in run) {
      ends.push(run)
      continue
    }
    // What waits for the same after as many acts continues alike.
    const place = `${does.length} ${run.pending.kind} ${run.pending.text}`
    if (seen.has(place)) continue
    seen.add(place)
    for (const action of actionsFor(run.pending, childKeys)) waiting.push([...does, action])
  }
  return { ends, areAll: true }
}

function runModule(
  definition: KazooStepDefinition,
  data: Record<string, unknown>,
  { childKeys, version }: { childKeys: readonly string[]; version: KazooVersion },
  does: readonly CallerAction[],
): ModuleEnd | { pending: PendingInput } {
  const lived: ((experience: Experience) => void)[] = []
  let takesMs = 0
  let isAct = false
  const call = silentCall(childKeys, {
    title: definition.title,
    version,
    facts: { callerName: '', callerNumber: '', language: 'en-us' },
    hears(kind, _text, durationMs, name) {
      lived.push((experience) => (name === null ? passesTime(experience, durationMs) : hearsSound(experience, kind)))
      takesMs += durationMs
    },
    wait(durationMs, isSilent) {
      lived.push((experience) => (isSilent ? waitsInSilence : passesTime)(experience, durationMs))
      takesMs += durationMs
    },
  })
  const lasts = lastsOf(definition, data) !== 'instant'
  const end = (exit: SimulatedExit): ModuleEnd => ({
    exit,
    does,
    isAct,
    livedThrough: (experience) => {
      experience.isTurn = false
      for (const live of lived) live(experience)
      takesExit(experience, exit)
    },
    // Different acts may have led to the same place, in other times.
    takesMs: does.length > 1 ? 0 : takesMs,
  })
  const running = definition.simulate(data, call)
  if ('kind' in running) return end(running)
  let turn = running.next()
  for (const action of does) {
    if (turn.done) break
    const pending = turn.value
    lived.push((experience) => waitsFor(experience, pending, lasts))
    isAct ||= pending.kind === 'message' || ('digits' in action && action.digits !== '')
    turn = running.next(action)
  }
  if (turn.done) return end(turn.value)
  return { pending: turn.value }
}

/** What may happen where a module waits. That the caller hangs up is left out: they are where they wanted to be. */
function actionsFor({ kind, choices, acceptsAnyKey }: PendingInput, childKeys: readonly string[]): CallerAction[] {
  if (kind !== 'digits' && kind !== 'menu')
    return [...choices.map(({ key }) => ({ outcome: key })), ...(acceptsAnyKey ? [{ digits: '1' }] : [])]
  const keys = kind === 'menu' ? childKeys.filter((key) => /^[0-9*]+$/.test(key)) : ['1']
  const wrong = kind === 'menu' ? [...'1234567890*'].find((key) => !childKeys.includes(key)) : undefined
  return [{ digits: '' }, ...keys.map((digits) => ({ digits })), ...(wrong ? [{ digits: wrong }] : [])]
}

// ------------------------------------------------------------------------------------------------ data

type Worlds = (world: World) => boolean

/** The data of a module as far as it is known, and what may become of it in a call. */
export interface PossibleData {
  /** Each that makes a difference, and where it is so; null: everywhere. */
  data: readonly { data: Record<string, unknown>; holds: Worlds | null }[]
  /** In these worlds the step fails; null: in none. */
  fails: Worlds | 'always' | null
  /** In these worlds its text is empty, and the step is left out; null: in none. */
  isLeftOut: Worlds | 'always' | null
}

/** Stands for a number that is not known: the longest pause there can be. */
const ANY_NUMBER = 86_400

export function possibleData(
  definition: KazooStepDefinition,
  json: JsonTemplate,
  vars: Variables,
  flow: Pick<PreparedFlow, 'settings'>,
): PossibleData {
  let fails: PossibleData['fails'] = null
  let isLeftOut: PossibleData['isLeftOut'] = null
  /** Texts that may be empty. */
  const emptied: Worlds[] = []
  let text = json.texts[0] ?? ''
  let textIfEmpty = text
  json.slots.forEach((slot, index) => {
    const isSpoken = isSpokenBy(definition, slot)
    const fill: (world: World) => Json | null = isKeptHere(slot)
      ? () => 'https://callflow.example/'
      : (world) => fillIn(world, slot, vars, flow, isSpoken)
    let value: Json = slot.kind === 'number' ? ANY_NUMBER : slot.kind === 'boolean' ? false : '?'
    let ifEmpty: Json = value
    try {
      const filled = fill(UNKNOWN_WORLD)
      if (filled === null) fails = 'always'
      else value = filled
      ifEmpty = value
      if (isSpoken && filled === '') isLeftOut = 'always'
    } catch (error) {
      if (!(error instanceof NeedsValue)) throw error
      if (mayFail(slot, isSpoken)) fails ??= (world) => fill(world) === null
      if (value === '?' && mayBeEmpty(slot)) {
        if (isSpoken) isLeftOut ??= (world) => fill(world) === ''
        else {
          ifEmpty = ''
          emptied.push((world) => fill(world) === '')
        }
      }
    }
    const after = json.texts[index + 1] ?? ''
    text += JSON.stringify(value) + after
    textIfEmpty += JSON.stringify(ifEmpty) + after
  })
  const data = [{ data: JSON.parse(text), holds: null }]
  if (emptied.length === 0) return { data, fails, isLeftOut }
  const empty = { data: JSON.parse(textIfEmpty), holds: (world: World) => emptied.every((holds) => holds(world)) }
  return { data: [...data, empty], fails, isLeftOut }
}

/** Whether a module says what stands here. */
export const isSpokenBy = ({ spoken }: KazooStepDefinition, { path }: Slot): boolean =>
  spoken !== undefined && path.length === 1 && path[0] === spoken.field

export const isKeptHere = ({ template }: Slot): boolean => template.reads[0]?.[0] === 'studio'

/** @returns null where the value cannot stand there. @throws NeedsValue */
export function fillIn(
  world: World,
  slot: Slot,
  vars: Variables,
  flow: Pick<PreparedFlow, 'settings'>,
  isSpoken: boolean,
): Json | null {
  const scope = scopeFor(world, slot.template.reads, vars, flow)
  try {
    const filled = fillSlot(slot, scope, isSpoken)
    return filled.ok ? filled.value : null
  } catch {
    return null // A template that cannot be rendered fails at its step, as in the call.
  }
}

/** A plain text takes any value. */
export const mayFail = ({ kind, schemas, isAddress, template }: Slot, isSpoken: boolean): boolean =>
  kind === 'number' ||
  kind === 'boolean' ||
  isAddress ||
  (!isSpoken && schemas.length > 0) ||
  /\||\{%/.test(template.source)

/** Text around the values is always there. */
export function mayBeEmpty({ template }: Slot): boolean {
  return template.source.includes('{%') || template.source.replaceAll(/\{\{[\s\S]*?\}\}/g, '') === ''
}
