/** A step whose effect takes time: thrown, so that the evaluation ends here and continues once the reply is there. */
import type { PreparedNode } from '../compile/prepared-flow.ts'
import type { StepEffect } from '../nodes/contract/step-result.ts'
import type { Reply } from './evaluation.ts'
import type { RunningStep } from './running-step.ts'

export class PendingStep extends Error {
  readonly node: PreparedNode
  readonly step: RunningStep
  /** Of the step's entry in the trace. */
  readonly index: number
  readonly effect: StepEffect
  /** A reply that is on its way already. */
  readonly coming: Promise<Reply> | null
  constructor(
    node: PreparedNode,
    step: RunningStep,
    index: number,
    effect: StepEffect,
    coming: Promise<Reply> | null = null,
  ) {
    super('A step waits for its reply.')
    this.node = node
    this.step = step
    this.index = index
    this.effect = effect
    this.coming = coming
    coming?.catch(() => undefined) // told by `carryOut`, where there is time left to wait for it
  }
}
