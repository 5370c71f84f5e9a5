/** A flow, compiled: what the evaluator walks. */
export interface PreparedFlow {
  readonly prepared: true
}
