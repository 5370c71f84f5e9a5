import type { CheckScope, Problem } from './checks.ts'

/** What a KAZOO step is in an answer that holds no modules, as far as every such format has it. */
export interface AnswerForm<D = Record<string, unknown>> {
  /** next: KAZOO runs the next step (the default). asks: it sends a request to learn the exit. ends: no step follows. */
  goesOn?: 'next' | 'asks' | 'ends'
  /** Exits to try when KAZOO has come back, in order; none: the call is over. `_` if left out. */
  exits?(callStatus: string): readonly string[]
  /** What is lost or refused in this format. */
  check?(data: Partial<D>, scope: CheckScope): Problem[]
}
