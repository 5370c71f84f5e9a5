/** What the compiler knows besides the flow itself: the installation’s KAZOO and the flows that it may call. */
import type { KazooProfile } from '../kazoo/versions.ts'
import type { PreparedFlow } from './prepared-flow.ts'

export interface CompileContext {
  /** The KAZOO for which flows are made that name none; `any` where left out. */
  defaultProfile?: KazooProfile
  /** Id of the flow that is compiled: finds flows that call each other. */
  flowId?: string
  /** The live version of another flow; null where there is none. Left out: nothing is known of any. */
  prepared?: (flowId: string) => PreparedFlow | null
}

/** The flow that a step enters; null where that is not known. */
export const flowOf = (
  flowId: string,
  own: PreparedFlow,
  { flowId: ownId, prepared }: CompileContext,
): PreparedFlow | null => (flowId === ownId ? own : (prepared?.(flowId) ?? null))
