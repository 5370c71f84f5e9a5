/**
 * What the caller did in a logged call. KAZOO tells only what came of it: the keys, and for which step it came back. So the call is
 * played until it makes the same requests, with one action after the other that the caller may have taken.
 */
import type { TraceEntry } from '../api/index.ts'
import type { FlowNode } from '../document/flow-document.ts'
import type { CallerAction } from '../nodes/contract/simulation.ts'
import type { CallToPlay } from '../scenario/play-call.ts'
import { createListedCaller } from '../simulate/listed-caller.ts'
import type { SimulatedCaller } from '../simulate/next.ts'
import type { Walked } from '../simulate/walk-call.ts'
import { hasMaskedKeys, hasSameKeys, optionsAt } from './caller-options.ts'
import type { LoggedRequest } from './logged-call.ts'

export interface Search {
  requests: readonly LoggedRequest[]
  nodeOf: (nodeId: string) => FlowNode | undefined
  walk: (caller: SimulatedCaller, listeners: Pick<CallToPlay, 'onRequest' | 'onAnswer'>) => Promise<Walked>
}

export interface FoundActions {
  walked: Walked
  does: CallerAction[]
  /** How many requests of the log were made. */
  reached: number
  /** The call would send a further request, which the log does not have: it stays there. */
  stopsEarly: boolean
}

/** How often the call is played to find what the caller did before one request. */
const MAX_TRIES = 60

/** A place where the call waited, since the last request of the log. */
interface Decision {
  options: readonly CallerAction[]
  chosen: number
}

/** @param isStrict the requests must also say the same of keys */
export async function findActions(search: Search, isStrict: boolean): Promise<FoundActions> {
  const { requests } = search
  let certain: CallerAction[] = []
  let trail: Decision[] = []
  let reached = 1
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const played = await playOnce()
    if (reached === requests.length && !played.isWrong) return { ...played, does: certain, reached }
    while (trail.length > 0 && isUsedUp(trail.at(-1))) trail.pop()
    const last = trail.at(-1)
    if (!last) break
    last.chosen++
  }
  const walked = await search.walk(createListedCaller(certain), { onRequest: ({ index }) => index < reached })
  return { walked, does: certain, reached, stopsEarly: false }

  async function playOnce(): Promise<{ walked: Walked; isWrong: boolean; stopsEarly: boolean }> {
    let at = 0
    let made = 1
    let isWrong = false
    let stopsEarly = false
    const acts: SimulatedCaller['acts'] = (_, waiting) => {
      const place = at++
      const known = certain[place]
      if (known) return [known]
      const [last, next] = [requests[made - 1], requests[made]]
      if (!last || !next) return []
      const options = optionsAt(waiting, search.nodeOf(waiting.nodeId ?? ''), last, next)
      const decision = trail[place - certain.length] ?? { options, chosen: 0 }
      if (place - certain.length === trail.length) trail.push(decision)
      return decision.options.slice(decision.chosen, decision.chosen + 1)
    }
    const onRequest: CallToPlay['onRequest'] = ({ index, continuation, facts }) => {
      const wanted = requests[index]
      if (!wanted) {
        stopsEarly = true
        return false
      }
      isWrong = index > 0 && (continuation?.nodeId !== wanted.askedFor || (isStrict && !hasSameKeys(facts, wanted)))
      return !isWrong
    }
    const onAnswer: CallToPlay['onAnswer'] = (index, trace) => {
      const wanted = requests[index]
      // Where the keys are not in the log, what the asking step made of them tells which they were.
      isWrong = isStrict && index > 0 && wanted !== undefined && !tellsKeys(wanted) && !beginsAlike(trace, wanted.nodes)
      if (isWrong) return false
      made = index + 1
      if (made <= reached) return true
      reached = made
      certain = [...certain, ...trail.flatMap(({ options, chosen }) => options[chosen] ?? [])]
      trail = []
      return true
    }
    const walked = await search.walk({ during: () => null, acts }, { onRequest, onAnswer })
    return { walked, isWrong, stopsEarly }
  }
}

const tellsKeys = (request: LoggedRequest): boolean => request.request !== null && !hasMaskedKeys(request)

const beginsAlike = ([first]: readonly TraceEntry[], [other]: readonly TraceEntry[]): boolean =>
  first?.nodeId === other?.nodeId && first?.kind === other?.kind && first?.took === other?.took

const isUsedUp = (decision: Decision | undefined): boolean =>
  decision !== undefined && decision.chosen + 1 >= decision.options.length
