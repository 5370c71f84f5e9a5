import type { Verb } from '../../kazoo/twiml-text.ts'
import type { AnswerForm } from './answer-form.ts'

/** What a KAZOO step is in a flow that answers TwiML (docs/design.md#twiml-flows); it comes back by the `action` of the last verb. */
export interface TwimlForm<D = Record<string, unknown>> extends AnswerForm<D> {
  /** None: nothing is to be done, and the call continues at `_`. Throws `StepFailure` where a value cannot be said in TwiML. */
  verbs(data: Partial<D>): readonly Verb[]
  /** For asks: KAZOO may also continue with the next verb without a request, so one that asks follows. */
  mayPassOn?: boolean
  /** The verb does not answer the call and works only in one that is answered: another verb that does is put before it. */
  needsAnsweredCall?: boolean
  /** The verb works only as the first of the call; anywhere else the call is hung up instead. */
  isFirstOnly?: boolean
  /** It records the caller: the next step that asks for digits gets the key that ended the recording. */
  losesDigits?: boolean
}
