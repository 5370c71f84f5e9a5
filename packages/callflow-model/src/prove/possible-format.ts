import type { PreparedNode } from '../compile/prepared-flow.ts'
import type { KazooVersion } from '../kazoo/versions.ts'
import type { AnswerModule } from '../nodes/contract/simulated-account.ts'
import type { RecordRequest } from '../nodes/contract/step-result.ts'
import type { CallState } from './call-state.ts'
import type { EntriesOptions } from './entries.ts'
import type { Following, Turn } from './turns.ts'

/** What may come of all that is sent to KAZOO, in one format of an answer. */
export interface PossibleFormat {
  ofStep(state: CallState, node: PreparedNode, module: NonNullable<PreparedNode['module']>): Following[]
  ofQuestion(
    state: CallState,
    node: PreparedNode,
    question: NonNullable<CallState['question']>,
    visit: string,
  ): Following[]
  /** @param turn what has happened at the step by then */
  ofRecording(state: CallState, node: PreparedNode, record: RecordRequest, turn: Turn): Following[]
  ofFallback(state: CallState, fallback: AnswerModule | string): Following[]
}

export interface FormatOptions extends EntriesOptions {
  version: KazooVersion
  /** More can happen at a step than was tried. */
  onUnknownEnds: () => void
}
