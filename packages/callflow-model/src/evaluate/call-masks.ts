/**
 * What must not be logged of a call's requests. A request carries the digits and custom variables of the whole call, so
 * what is sensitive in one of its flows is hidden in all of them: the one that is asked, those that wait for it, and
 * those that any of them may call.
 */
import type { Masks, PreparedFlow } from '../compile/prepared-flow.ts'

export interface CallMasks extends Masks {
  /** Whether any of the flows takes anything sensitive. */
  hasSensitive: boolean
}

/**
 * @param flows the flow that is asked, and those that wait for it to end
 * @param find the flow that a `flow.call` would enter; null if there is none
 * @param hidden custom variables that the call itself has found to be sensitive
 */
export function masksOfCall(
  flows: readonly PreparedFlow[],
  find: (flowId: string) => PreparedFlow | null,
  hidden: readonly string[] = [],
): CallMasks {
  const [only] = flows
  if (only && flows.length === 1 && only.calls.length === 0 && hidden.length === 0)
    return { ...only.masks, hasSensitive: hasSensitive(only) }
  const all = withCalled(flows, find)
  return {
    digits: new Set(all.flatMap(({ masks }) => [...masks.digits])),
    custom: new Set([...hidden, ...all.flatMap(({ masks }) => [...masks.custom])]),
    allDigits: all.some(({ masks }) => masks.allDigits),
    hasSensitive: all.some(hasSensitive),
  }
}

function withCalled(
  flows: readonly PreparedFlow[],
  find: (flowId: string) => PreparedFlow | null,
): readonly PreparedFlow[] {
  const found = new Set(flows)
  const known = new Set<string>()
  // A set that grows while it is walked is walked to its new end.
  for (const { calls } of found)
    for (const id of calls) {
      if (known.has(id)) continue
      known.add(id)
      const called = find(id)
      if (called) found.add(called)
    }
  return [...found]
}

const hasSensitive = ({ masks, sensitive }: PreparedFlow): boolean =>
  sensitive.size > 0 || masks.allDigits || masks.digits.size > 0 || masks.custom.size > 0
