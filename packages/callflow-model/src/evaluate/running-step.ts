/** The call as one studio step sees it, made for each step that runs. */
import type { PreparedNode } from '../compile/prepared-flow.ts'
import type { Json } from '../json.ts'
import type { DaysReply, SpecialDay } from '../nodes/contract/opening-hours.ts'
import { type StepCall, StepFailure } from '../nodes/contract/step-call.ts'
import type { SwitchState } from '../nodes/contract/switch-state.ts'
import { skippedRows } from '../nodes/parts/day-list.ts'
import type { Outgoing } from '../templates/outgoing.ts'
import { type Template, toText } from '../templates/template.ts'
import type { Work } from '../templates/work.ts'
import { assign, renderTemplate, scopeOf } from './call-scope.ts'
import type { Evaluation } from './evaluation.ts'
import type { AnsweredQuestion, Path } from './path.ts'
import { holdsSecret, isSensitive } from './sensitive.ts'

/** A step while it runs. A class, so that its methods are not created again for each step of each call. */
export class RunningStep implements StepCall {
  /** Where the step stands; each variable that it sets makes another path. */
  path: Path
  /** What the trace says of it beside its exit. */
  detail: string | null = null
  readonly now: Date
  readonly timezone: string
  readonly locale: string
  readonly work: Work
  readonly answered: AnsweredQuestion | null
  readonly attempt: number
  readonly #evaluation: Evaluation
  readonly #node: PreparedNode

  constructor(evaluation: Evaluation, node: PreparedNode, path: Path, answered: AnsweredQuestion | null) {
    const { timezone, locale } = path.at.flow.settings
    this.path = path
    this.now = evaluation.input.now
    this.timezone = timezone
    this.locale = locale
    this.work = evaluation.work
    this.answered = answered
    this.attempt = answered?.attempt ?? 1
    this.#evaluation = evaluation
    this.#node = node
  }

  value(template: Template): Json | undefined {
    return renderTemplate(this.#evaluation, template, this.path)
  }

  text(template: Template): string {
    return toText(renderTemplate(this.#evaluation, template, this.path))
  }

  assign(name: string, value: Json | undefined, from?: Template): void {
    const isHidden = (from !== undefined && this.isSensitive(from)) || holdsSecret(this.#evaluation, value)
    this.path = assign(this.path, name, value, isHidden)
  }

  isSensitive(template: Template): boolean {
    return isSensitive(this.#evaluation, template, this.path)
  }

  hides(name: string): boolean {
    return this.path.sensitive?.has(name) === true
  }

  /** Within one flow: choices of different flows are independent of each other. */
  stickyKey(what: 'call' | 'caller'): string {
    const { callId, callerNumber } = this.#evaluation.input.facts
    const key = what === 'caller' ? callerNumber || callId : callId
    return `${this.path.at.flowId}\n${key ?? ''}`
  }

  outgoing(text: Outgoing): { text: string; shown: string } {
    return renderOutgoing(this.#evaluation, this.path, text)
  }

  /** What a list lacks never fails a step: it is a warning, once an answer. */
  daysOf(reply: DaysReply): readonly (readonly SpecialDay[])[] {
    if (reply === null) this.#warn('The lists of special days could not be read, so their days do not count.')
    return (reply ?? []).map((list) => {
      const message = list ? skippedRows(list) : 'A list of special days does not exist any more.'
      if (message !== null) this.#warn(message)
      return list?.days ?? NO_DAYS
    })
  }

  #warn(message: string): void {
    const { warnings } = this.#evaluation.log
    const { id: nodeId } = this.#node
    if (!warnings.some((known) => known.nodeId === nodeId && known.message === message))
      warnings.push({ nodeId, message })
  }

  switchState(id: string): SwitchState {
    const { services, now } = this.#evaluation.input
    return services?.switchState?.(id, now) ?? 'automatic'
  }

  setTraceDetail(detail: string): void {
    this.detail = detail
  }
}

const NO_DAYS: readonly SpecialDay[] = []

/** Shorter secrets stand in too many values by chance. */
const MIN_HIDDEN = 4
/** Stands in an address as it is. */
const SHOWN_SECRET = '***'

/** Secrets are in the scope for this one text, and gone from it afterwards. */
function renderOutgoing(
  evaluation: Evaluation,
  path: Path,
  { secrets, render: fill }: Outgoing,
): { text: string; shown: string } {
  const scope = scopeOf(evaluation, path)
  if (secrets.length === 0) {
    const text = fill(scope)
    return { text, shown: text }
  }
  const values: Record<string, string> = {}
  for (const name of secrets) {
    const value = evaluation.input.services?.secret(name)
    if (value === undefined) throw new StepFailure('secret.missing', `There is no secret “${name}”.`)
    values[name] = value
  }
  evaluation.secrets.sent.push(...Object.values(values).filter((value) => value.length >= MIN_HIDDEN))
  const text = fill({ ...scope, secrets: values })
  const masked = Object.fromEntries(secrets.map((name) => [name, SHOWN_SECRET]))
  return { text, shown: fill({ ...scope, secrets: masked }) }
}
