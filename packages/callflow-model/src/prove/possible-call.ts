/** The call as a studio step sees it in a world: what is not known there stays open where it is only passed on. */
import type { PreparedFlow } from '../compile/prepared-flow.ts'
import { toDeclaredType } from '../evaluate/call-scope.ts'
import type { Json } from '../json.ts'
import type { DaysReply, SpecialDay } from '../nodes/contract/opening-hours.ts'
import type { StepCall, StudioRecording } from '../nodes/contract/step-call.ts'
import { SWITCH_STATES, type SwitchState } from '../nodes/contract/switch-state.ts'
import type { Outgoing } from '../templates/outgoing.ts'
import { type Template, toText } from '../templates/template.ts'
import { Work } from '../templates/work.ts'
import { momentIn, NeedsValue, renderIn, Unknown, unknownOf, type Variables, type World } from './values.ts'

/** What a step sees of a call before it runs. */
export interface SeenCall {
  flow: PreparedFlow
  flowId: string
  vars: Variables
  answered: { digits: string; recording: StudioRecording | null; attempt: number } | null
}

export class PossibleCall implements StepCall {
  vars: Variables
  /** Values of a reply: what they are of, before the name of their variable; null while no reply is taken. */
  replyOf: string | null = null
  readonly timezone: string
  readonly locale: string
  readonly work = new Work()
  readonly answered: SeenCall['answered']
  readonly attempt: number
  readonly #seen: SeenCall
  readonly #world: World
  readonly #isLenient: boolean

  /** @param isLenient empty texts take the place of unknown ones: only to find out what kind of effect a step has */
  constructor(seen: SeenCall, world: World, isLenient: boolean) {
    this.vars = seen.vars
    this.timezone = seen.flow.settings.timezone
    this.locale = seen.flow.settings.locale
    this.answered = seen.answered
    this.attempt = seen.answered?.attempt ?? 1
    this.#seen = seen
    this.#world = world
    this.#isLenient = isLenient
  }

  get now(): Date {
    return this.#isLenient ? new Date(0) : momentIn(this.#world)
  }

  value(template: Template): Json | undefined {
    const { vars } = this
    const { flow } = this.#seen
    try {
      return renderIn(this.#world, template, vars, flow)
    } catch (error) {
      if (!(error instanceof NeedsValue)) throw error
      return new Unknown((world) => renderIn(world, template, vars, flow) ?? '') as unknown as Json
    }
  }

  text(template: Template): string {
    try {
      return toText(renderIn(this.#world, template, this.vars, this.#seen.flow))
    } catch (error) {
      if (error instanceof NeedsValue && this.#isLenient) return ''
      throw error
    }
  }

  assign(name: string, value: Json | undefined): void {
    const type = this.#seen.flow.types.get(name)
    const given = this.replyOf === null ? (value ?? '') : unknownOf(`${this.replyOf}:${name}`)
    const kept =
      given instanceof Unknown
        ? new Unknown((world) => toDeclaredType(given.in(world), type))
        : toDeclaredType(given, type)
    this.vars = { ...this.vars, [name]: kept }
  }

  stickyKey(what: 'call' | 'caller'): string {
    const { flowId } = this.#seen
    const name = what === 'call' ? 'call.id' : 'caller.number'
    const value = this.#world.get(name)
    if (value === undefined) throw new NeedsValue(name)
    return `${flowId}\n${toText(value)}`
  }

  switchState(id: string): SwitchState {
    const state = SWITCH_STATES.find((known) => known === this.#world.get(`switch:${id}`))
    if (!state) throw new NeedsValue(`switch:${id}`)
    return state
  }

  daysOf = (reply: DaysReply): readonly (readonly SpecialDay[])[] => (reply ?? []).map((list) => list?.days ?? [])
  outgoing = (_text: Outgoing) => ({ text: '', shown: '' })
  isSensitive = () => false
  hides = () => false
  setTraceDetail() {}
}
