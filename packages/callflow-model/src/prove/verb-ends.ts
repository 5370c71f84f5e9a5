/** What may come of a row of TwiML verbs: they are run in the simulated KAZOO with everything that can happen to them. */
import { type ReadVerb, readTwiml, writeResponse } from '../kazoo/twiml-text.ts'
import type { KazooVersion } from '../kazoo/versions.ts'
import type { CallerAction, PendingInput } from '../nodes/contract/simulation.ts'
import {
  beginsModule,
  type Experience,
  hearsSound,
  passesTime,
  reachesSomebody,
  waitsFor,
} from '../simulate/experience.ts'
import { runVerb } from '../simulate/run-verb.ts'
import { silentCall } from '../simulate/silent-call.ts'
import { createTwimlState, type TwimlState } from '../simulate/twiml-state.ts'
import type { VerbExit, VerbScope } from '../simulate/verb-scope.ts'

/** One of the ends of a row. */
export interface VerbEnd {
  /** gone: the caller is hung up, also where KAZOO still sends a request. */
  exit: VerbExit | { kind: 'gone' }
  /** What makes it come about. */
  does: readonly CallerAction[]
  /** The caller does something of it. */
  isAct: boolean
  livedThrough: (experience: Experience) => void
  state: TwimlState
}

const SOUNDS = {
  speech: (experience: Experience) => hearsSound(experience, 'speech'),
  media: (experience: Experience) => hearsSound(experience, 'media'),
  tone: (experience: Experience) => hearsSound(experience, 'tone'),
}

const MAX_RUNS = 1500
const ALL_KEYS = '0123456789*#'

/** @returns null where there is more that can happen than was tried */
export function verbEnds(row: readonly string[], version: KazooVersion): VerbEnd[] | null {
  const read = readTwiml(writeResponse(row.join('')))
  if (!read.ok) return null
  const ends: VerbEnd[] = []
  const waiting: CallerAction[][] = [[]]
  let runs = 0
  for (let does = waiting.shift(); does; does = waiting.shift()) {
    if (++runs > MAX_RUNS) return null
    const run = runRow(read.root.nested, version, does)
    if ('exit' in run) ends.push(run)
    else for (const action of actionsFor(run.pending, run.verb)) waiting.push([...does, action])
  }
  return ends
}

function runRow(
  verbs: readonly ReadVerb[],
  version: KazooVersion,
  does: readonly CallerAction[],
): VerbEnd | { pending: PendingInput; verb: ReadVerb } {
  const lived: ((experience: Experience) => void)[] = []
  const state = createTwimlState()
  const scope = scopeFor(state, version, (live) => {
    if (live !== lived.at(-1)) lived.push(live) // what is repeated is the same to the caller
  })
  let given = 0
  let isAct = false
  const end = (exit: VerbEnd['exit']): VerbEnd => ({
    exit,
    does,
    isAct,
    livedThrough: (experience) => {
      for (const live of lived) live(experience)
    },
    state,
  })
  for (const verb of verbs) {
    lived.push(beginsModule)
    const running = runVerb(verb, scope)
    let turn = running.next()
    while (!turn.done) {
      const pending = turn.value
      const action = does[given++]
      if (!action) return { pending, verb }
      lived.push((experience) => waitsFor(experience, pending, true))
      isAct ||= isActOf(action, pending)
      turn = running.next(action)
    }
    if (state.gone) return end({ kind: 'gone' })
    if (turn.value.kind !== 'next') return end(turn.value)
  }
  return end({ kind: 'next' })
}

function scopeFor(
  state: TwimlState,
  version: KazooVersion,
  lives: (live: (experience: Experience) => void) => void,
): VerbScope {
  return {
    call: silentCall([], {
      version,
      facts: { callerName: '', callerNumber: '', language: 'en-us' },
      hears: (kind) => lives(SOUNDS[kind]),
      wait: (durationMs) => lives((experience) => passesTime(experience, durationMs)),
    }),
    state,
    keys: { waiting: () => '', take: () => '' },
    isGone: () => false,
    reaches: () => lives(reachesSomebody),
  }
}

/** Who says nothing when a message is recorded has done nothing. */
const isActOf = (action: CallerAction, { kind }: PendingInput): boolean =>
  'digits' in action ? action.digits !== '' : kind === 'message' && 'outcome' in action && action.outcome !== 'nothing'

/** What may happen where a verb waits. That the caller hangs up is left out: they are where they wanted to be. */
function actionsFor({ kind, choices }: PendingInput, { attributes }: ReadVerb): CallerAction[] {
  if (kind === 'digits') return [{ digits: '' }, { digits: '1' }]
  const keys = kind === 'message' ? [...(attributes.finishOnKey ?? ALL_KEYS)] : []
  return [...choices.map(({ key }) => ({ outcome: key })), ...keys.map((digits) => ({ digits }))]
}
