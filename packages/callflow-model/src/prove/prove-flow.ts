/**
 * Proves of every call that a flow can get what callers may rely on: that it ends well, that nobody waits in silence for too
 * long, and that nothing is repeated for ever without them (decision 0044). What cannot be proven is shown as the shortest call
 * that does it, found backwards from the state and played for certain.
 */
import type { Finding, FoundCall, Proof } from '../api/index.ts'
import { type CompileContext, flowOf } from '../compile/compile-context.ts'
import type { PreparedFlow } from '../compile/prepared-flow.ts'
import { DEFAULT_MAX_SILENCE_MS, type FlowDocument } from '../document/flow-document.ts'
import { MAX_HOPS } from '../evaluate/emit.ts'
import type { ReferenceLookup } from '../nodes/contract/checks.ts'
import { definitionOf } from '../nodes/index.ts'
import { MODULE_COST } from '../simulate/simulated-leg.ts'
import type { Walked } from '../simulate/walk-call.ts'
import { finish } from '../slices.ts'
import { placeKey } from './call-state.ts'
import { type Explored, explore, turnsTo } from './explore.ts'
import { findLoops, type Loop } from './find-loops.ts'
import { candidatesOf, constantsOf, findWorld } from './find-world.ts'
import { makeCall } from './make-call.ts'
import { createWalker, type Walker } from './next-states.ts'
import { type PlayedIn, playCall } from './play-call.ts'
import type { Turn } from './turns.ts'

export interface ProofOptions extends CompileContext, Pick<ReferenceLookup, 'specialDays'> {
  /** When a sample call is made whose time does not matter. */
  now: Date
}

/** Something that may happen, and the paths on which it would. */
interface Suspicion {
  finding: Omit<Finding, 'steps' | 'call'>
  /** Each a call up to there, the shortest first. */
  paths: readonly (readonly Turn[])[]
  /** Whether it did happen in a call that was played. */
  isShownBy: (played: Walked) => boolean
}

/** Paths that are tried for one finding, and findings of each kind that are looked into. */
const MAX_PATHS = 4
const MAX_FINDINGS = 12
/** How often a loop is taken to be seen to be one. */
const ROUNDS = 3
/** As often no answer comes to a step that is on no silent loop. */
const MANY = 500

/** @param flow the document, prepared */
export async function proveFlow(document: FlowDocument, flow: PreparedFlow, options: ProofOptions): Promise<Proof> {
  const maxSilenceMs = document.settings.maxSilenceMs ?? DEFAULT_MAX_SILENCE_MS
  const played: PlayedIn = {
    flow,
    flowId: options.flowId ?? '',
    prepared: (id) => flowOf(id, flow, options),
    specialDays: options.specialDays ?? (() => null),
    now: options.now,
  }
  const version = flow.profile === 'any' ? '5.0-dev' : flow.profile
  const entries = constantsOf(document).filter((text) => /^[0-9*#]{2,}$/.test(text))
  const walker = createWalker({ ...played, version, entries })
  const explored = finish(explore(walker, maxSilenceMs))
  const suspicions = [
    ...suspectEnds(explored),
    ...suspectFallback(document, walker, maxSilenceMs),
    ...suspectSilences(explored, maxSilenceMs),
    ...suspectLoops(explored, walker),
  ]
  const findings: Finding[] = []
  for (const suspicion of suspicions) findings.push(await showBy(document, played, suspicion))
  const cutOff = explored.cutOff
  const verdict = (claim: Finding['claim']) => {
    const own = findings.filter((finding) => finding.claim === claim)
    if (own.some(({ call }) => call !== null)) return 'refuted'
    return own.length > 0 || cutOff !== null ? 'open' : 'proven'
  }
  return {
    maxSilenceMs,
    verdicts: { ends: verdict('ends'), silence: verdict('silence'), loops: verdict('loops') },
    findings: findings.sort((a, b) => Number(a.call === null) - Number(b.call === null)),
    cutOff,
  }
}

// ------------------------------------------------------------------------------------------------ what is suspected

const hangsUp = ({ last, line }: Walked): boolean =>
  last.kind === 'ended' &&
  (last.end === 'silence' || ((last.end === 'hang-up' || last.end === 'response') && !line.experience.mayEnd))

function suspectEnds({ ends }: Explored): Suspicion[] {
  const bad = ends.filter(({ end }) => !end.mayEnd)
  return grouped(bad, ({ turn, end }) => `${turn.nodeId} ${end.isTooQuick}`).map((group) => ({
    finding: {
      claim: 'ends',
      kind: group[0].end.isTooQuick ? 'too-quick' : 'drops',
      nodeId: group[0].turn.nodeId,
      port: group[0].turn.port,
    },
    paths: group.map(({ from, turn }) => turnsTo(from, turn)),
    isShownBy: hangsUp,
  }))
}

/** Anything may fail, and then the fallback is all that callers hear. */
function suspectFallback(document: FlowDocument, walker: Walker, maxSilenceMs: number): Suspicion[] {
  const { ends } = finish(explore({ ...walker, first: walker.fallback }, maxSilenceMs))
  if (!ends.some(({ end }) => !end.mayEnd)) return []
  const node = document.nodes.find(({ type }) => definitionOf(type)?.kind === 'fallback')
  return [
    {
      finding: { claim: 'ends', kind: 'fallback', nodeId: node?.id ?? null, port: null },
      paths: [],
      isShownBy: hangsUp,
    },
  ]
}

function suspectSilences({ silences }: Explored, maxSilenceMs: number): Suspicion[] {
  return grouped(silences, ({ turn }) => `${turn.nodeId}`).map((group) => {
    const longest = Math.max(...group.map(({ silentMs }) => silentMs))
    return {
      finding: {
        claim: 'silence',
        kind: 'waits',
        nodeId: group[0].turn.nodeId,
        port: group[0].turn.port,
        silentMs: Number.isFinite(longest) ? longest : null,
      },
      paths: group.map(({ from, turn }) => turnsTo(from, turn)),
      isShownBy: ({ line }) => line.experience.longestSilenceMs > maxSilenceMs,
    }
  })
}

/** What a step repeats until the caller hangs up, and what the connections repeat. */
function suspectLoops(explored: Explored, walker: Walker): Suspicion[] {
  const endless = explored.ends.filter(({ end }) => end.isEndless)
  const steps = grouped(endless, ({ turn }) => `${turn.nodeId}`).map((group): Suspicion => {
    const { nodeId, port } = group[0].turn
    return {
      finding: { claim: 'loops', kind: 'repeats', nodeId, port },
      paths: group.map(({ from, turn }) => turnsTo(from, turn)),
      isShownBy: ({ last }) => last.kind === 'ended' && last.end === 'too-long',
    }
  })
  return [...steps, ...suspectRounds(explored, walker)]
}

function suspectRounds(explored: Explored, walker: Walker): Suspicion[] {
  return findLoops(explored)
    .slice(0, MAX_FINDINGS)
    .map((loop): Suspicion => {
      const nodes = new Set(loop.keys.map((key) => explored.arrivals.find((each) => each.key === key)?.state.node?.id))
      const rounds = turnsRound(loop, explored, walker)
      const path = [...turnsTo(loop.head), ...rounds]
      return {
        finding: {
          claim: 'loops',
          kind: 'repeats',
          nodeId: loop.head.state.node?.id ?? null,
          port: rounds[0]?.port ?? null,
        },
        paths: rounds.length > 0 ? [path] : [],
        isShownBy: (played) => repeats(played, nodes),
      }
    })
}

/** Nobody did anything more, and the call still went round, or was stopped for it. */
function repeats({ last, line }: Walked, nodes: ReadonlySet<string | undefined>): boolean {
  const isOfLoop = ({ nodeId }: { nodeId: string | null }): boolean => nodes.has(nodeId ?? undefined)
  if (line.exchanges.some((exchange) => exchange.nodes.filter(isOfLoop).length > MANY)) return true
  if (line.requests.length > MAX_HOPS) return true
  if (line.does.length > 0 || line.events.filter(isOfLoop).length < ROUNDS) return false
  return last.kind === 'waiting' || last.end === 'too-long' || line.bucket.tokens < MODULE_COST
}

/** The turns of some rounds of a loop. */
function turnsRound({ head, keys }: Loop, { arrivals }: Explored, walker: Walker): Turn[] {
  const places = keys.map((key) => {
    const arrival = arrivals.find((each) => each.key === key)
    return arrival ? placeKey(arrival.state) : ''
  })
  const turns: Turn[] = []
  let { state } = head
  for (let round = 0; round < ROUNDS; round++)
    for (const place of places) {
      const visit = `loop:${turns.length}`
      const next = walker
        .following(state, visit)
        .find(({ turn, state: after }) => !turn.isAct && after !== null && placeKey(after) === place)
      if (!next?.state) return []
      turns.push(next.turn)
      state = next.state
    }
  return turns
}

/** Groups of what belongs to one step, in the order in which they were found. */
function grouped<T>(all: readonly T[], nameOf: (item: T) => string): (readonly [T, ...T[]])[] {
  const groups = new Map<string, [T, ...T[]]>()
  for (const item of all) {
    const group = groups.get(nameOf(item))
    if (!group) groups.set(nameOf(item), [item])
    else if (group.length < MAX_PATHS) group.push(item)
  }
  return [...groups.values()].slice(0, MAX_FINDINGS)
}

// ------------------------------------------------------------------------------------------------ what is shown

async function showBy(document: FlowDocument, flow: PlayedIn, suspicion: Suspicion): Promise<Finding> {
  const { finding, paths, isShownBy } = suspicion
  const candidates = candidatesOf(document, flow.now)
  for (const path of paths) {
    const world = findWorld(path, candidates)
    const call = world && makeCall(document, path, world, finding.claim === 'silence')
    if (call && isShownBy(await playCall(flow, call)))
      return { ...finding, steps: stepsOf(path), call: shortened(call) }
  }
  return { ...finding, steps: stepsOf(paths[0] ?? []), call: null }
}

/** A step that several turns are made at is told once, with the exit that was taken in the end. */
function stepsOf(turns: readonly Turn[]): Finding['steps'] {
  const steps: Finding['steps'] = []
  for (const { nodeId, port } of turns) {
    if (nodeId === null) continue
    const last = steps.at(-1)
    if (last?.nodeId === nodeId && last.port === null) last.port = port
    else steps.push({ nodeId, port })
  }
  return steps
}

/** What a preview takes at most. */
const MAX_ACTS = 500
const shortened = (call: FoundCall): FoundCall => ({ ...call, does: call.does.slice(0, MAX_ACTS) })
