/** The call, as the studio's steps see it. */
import type { Json } from '../../json.ts'
import type { Outgoing } from '../../templates/outgoing.ts'
import type { Template } from '../../templates/template.ts'
import type { Work } from '../../templates/work.ts'
import type { DaysReply, SpecialDay } from './opening-hours.ts'
import type { SwitchState } from './switch-state.ts'

/** What a studio step sees of the call while it is evaluated. */
export interface StepCall {
  /** The value of a template; throws `StepFailure` where it cannot be rendered. */
  value(template: Template): Json | undefined
  text(template: Template): string
  /** Sets `vars.<name>` on this path; sensitive if the template read something sensitive, or the variable is declared so. */
  assign(name: string, value: Json | undefined, from?: Template): void
  /** True if this template read something sensitive on this path. */
  isSensitive(template: Template): boolean
  /** True for a variable that holds something sensitive on this path. */
  hides(name: string): boolean
  /** When KAZOO asked. */
  readonly now: Date
  /** The time zone of the flow that runs. */
  timezone: string
  /** Its locale, such as en-US. */
  locale: string
  /** Names the call, or the caller, within this flow: what a sticky choice is made by. */
  stickyKey(what: 'call' | 'caller'): string
  /** A text that goes out in a look-up: it alone may read `secrets`, and a value that holds one is sensitive from then on. Throws `StepFailure` for a secret that is not there. */
  outgoing(text: Outgoing): { text: string; shown: string }
  /** What may still be computed for this answer. */
  readonly work: Work
  /** The days of each list, the same object as long as no row changes; what the lists lack is reported in the log. */
  daysOf(reply: DaysReply): readonly (readonly SpecialDay[])[]
  /** What a supervisor has set; automatic for a switch that is gone. */
  switchState(id: string): SwitchState
  /** What the trace says of this step beside its exit ("404, 182 ms"); never anything sensitive. */
  setTraceDetail(detail: string): void
  /** What the caller pressed or recorded, when KAZOO comes back to an `ask` or a `record` of this very step; null when the call enters it. */
  answered: { digits: string; recording: StudioRecording | null } | null
  /** 1 at the first question of this visit. */
  attempt: number
}

/** A recording that the studio keeps, or will keep once KAZOO has uploaded it. */
export interface StudioRecording {
  id: string
  /** Where it can be played, by those who may use the designer. */
  url: string
}

/** A value that is passed to a sub-flow or returned by it. */
export interface PassedValue {
  name: string
  value: Json | undefined
  isSensitive: boolean
}

/** Thrown by a step that fails; the call continues at the step's `error` exit, or at the fallback. */
export class StepFailure extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}
