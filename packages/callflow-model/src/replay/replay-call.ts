/** A logged call, played again: the same caller, clock, replies and keys. */
import type { ReplayedCall } from '../api/index.ts'
import type { FlowNode } from '../document/flow-document.ts'
import { dayListsOf } from '../scenario/step-references.ts'
import type { TestedFlow } from '../scenario/tested-flow.ts'
import type { Walked } from '../simulate/walk-call.ts'
import { hasMaskedKeys } from './caller-options.ts'
import { type FoundActions, findActions, type Search } from './find-actions.ts'
import { type LoggedRequest, loggedCaller, type ReplayGap } from './logged-call.ts'
import { type LoggedWorld, mocksOf, readWorld, servicesOf } from './logged-world.ts'
import { firstOtherExit, localDate, type OtherExit, toGap } from './other-exits.ts'
import { playLogged, type SpecialDays } from './play-logged.ts'

export interface Replayed {
  /** What a preview plays. */
  call: ReplayedCall
  /** What is not as it was, and what was used instead; none: the replay is exact. */
  gaps: ReplayGap[]
  /** The replay made all requests of the call. */
  isComplete: boolean
  walked: Walked
  /** The log ends where the call would have sent a further request. */
  stopsEarly: boolean
  world: LoggedWorld
}

/**
 * Plays a logged call on the version that it ran on.
 * @param requests of one call, in their order
 * @returns null where the log does not have the beginning of the call
 * @throws never
 */
export async function replayCall(
  tested: TestedFlow,
  requests: readonly LoggedRequest[],
  specialDays: SpecialDays = () => null,
): Promise<Replayed | null> {
  const [first] = requests
  if (first?.hop !== 1) return null
  const { nameOf } = tested.names
  const nodeOf = nodesOf(tested)
  const world = readWorld(requests, nodeOf, nameOf)
  const services = servicesOf(world, nodeOf)
  const { call, gaps } = loggedCaller(first)
  const days: NonNullable<ReplayedCall['days']> = {}
  const times = requests.map(({ at }) => at)
  const search: Search = {
    requests,
    nodeOf,
    walk: (caller, listeners) =>
      playLogged(tested, { call: { call, times, days }, services, specialDays, caller, ...listeners }),
  }
  let found = await findRequests(search)
  let other = firstOtherExit(requests, found.walked.line.exchanges, nodeOf)
  const lists = other ? dayListsOf(other.node) : []
  if (other && lists.length > 0) {
    // The lists may have changed since.
    const date = localDate(other, tested.flow.document.settings.timezone)
    for (const list of lists) days[list] = other.logged === 'holiday' ? [{ date }] : []
    const name = nameOf(other.node.id)
    found = await findRequests(search)
    other = firstOtherExit(requests, found.walked.line.exchanges, nodeOf)
    gaps.push({
      nodeId: null,
      message: `The special days of “${name}” are not as they were. The replay uses days with which it takes the same exit.`,
    })
  }
  return {
    call: {
      call,
      now: first.at,
      times,
      mocks: mocksOf(world),
      rows: world.rows,
      kept: world.kept,
      switches: world.switches,
      days,
      does: found.does,
    },
    gaps: [...gaps, ...world.gaps, ...gapsOf(tested, requests, found, other)],
    isComplete: found.reached === requests.length,
    walked: found.walked,
    stopsEarly: found.stopsEarly,
    world,
  }
}

/** Finds a step of the flow, or of those that it enters. */
export function nodesOf({ flows }: TestedFlow): (nodeId: string) => FlowNode | undefined {
  const nodes = new Map(flows.toReversed().flatMap(({ document }) => document.nodes.map((node) => [node.id, node])))
  return (nodeId) => nodes.get(nodeId)
}

/** Keys may be told in another way than the simulated KAZOO does: then those count for which KAZOO comes back to the same step. */
async function findRequests(search: Search): Promise<FoundActions> {
  const exact = await findActions(search, true)
  if (exact.reached === search.requests.length) return exact
  const loose = await findActions(search, false)
  return loose.reached > exact.reached ? loose : exact
}

function gapsOf(
  tested: TestedFlow,
  requests: readonly LoggedRequest[],
  { reached, walked }: FoundActions,
  other: OtherExit | null,
): ReplayGap[] {
  const { nameOf } = tested.names
  const gaps: ReplayGap[] = []
  const tell = (gap: ReplayGap): void => {
    if (!gaps.some(({ message }) => message === gap.message)) gaps.push(gap)
  }
  for (const request of requests.slice(1)) {
    const { askedFor } = request
    if (askedFor === null) continue
    const name = nameOf(askedFor)
    if (request.request === null && asksForKeys(walked, askedFor))
      tell({
        nodeId: askedFor,
        message: `What was pressed at “${name}” is not in the log. The replay presses keys that take the same exit.`,
      })
    if (hasMaskedKeys(request) && asksForKeys(walked, askedFor))
      tell({
        nodeId: askedFor,
        message: `Keys pressed at “${name}” are masked in the log. The replay presses keys that take the same exit.`,
      })
  }
  if (other) gaps.push(toGap(other, tested))
  const lost = requests[walked.line.exchanges.length]?.askedFor ?? requests[reached]?.askedFor
  if (reached < requests.length || walked.line.exchanges.length < requests.length)
    gaps.push({
      nodeId: lost ?? null,
      message:
        lost === undefined || lost === null
          ? 'The replay ends before the first answer of the call.'
          : `KAZOO came back for “${nameOf(lost)}”. The replay does not get there, and ends before.`,
    })
  return gaps
}

const asksForKeys = ({ line }: Walked, nodeId: string): boolean =>
  line.events.some((event) => event.kind === 'caller' && event.nodeId === nodeId)
