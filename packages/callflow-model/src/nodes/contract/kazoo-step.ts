/** What a module of KAZOO answers the compiler, the checks and the simulator. */

import type { z } from 'zod'
import type { Format } from '../../kazoo/formats.ts'
import type { KazooProfile, KazooVersion } from '../../kazoo/versions.ts'
import type { AnswerForm } from './answer-form.ts'
import type { CheckScope } from './checks.ts'
import type { CommonDefinition } from './common-definition.ts'
import type { SimulatedCall, SimulatedExit, Simulation } from './simulation.ts'
import type { TwimlForm } from './twiml-form.ts'

/** By format; those that hold modules need none. */
type StepForms<D = Record<string, unknown>> = { readonly [F in Format]?: AnswerForm<D> } & {
  readonly twiml?: TwimlForm<D>
}

export interface KazooStepDefinition<D = Record<string, unknown>> extends CommonDefinition<D> {
  kind: 'kazoo'
  /** What it is in answers that hold no modules. One that is left out has no counterpart there. */
  forms?: StepForms<D>
  changes(data: Partial<D>): readonly Fact[]
  duration: StepDuration | ((data: Partial<D>) => StepDuration)
  /** It does nothing but drop the line. */
  hangsUp?: true
  /** KAZOO runs no step after it ("Never continue", "handed away" of the reference). */
  neverContinues: boolean
  /**
   * A text that is spoken: rendered empty, the step is left out; too long, it is cut at a word
   * (docs/design.md#failures).
   */
  spoken?: { field: string; maxLength: number }
  /** What it does with a recording of the call that runs: starts or stops one, or makes a recording of its own that it would spoil. */
  recording?(data: Partial<D>): 'starts' | 'stops' | 'own' | null
  /** The field with the address that a recording is uploaded to; `{{ studio.recordings }}` in it keeps the file here. */
  uploadsTo?: string
  /** The module takes keys of any name, and the user names them: shown as lines of name and value, none is unknown. */
  ownKeys?: { label: string; section: string; hint?: string }
  /** True where the user names the module and writes its data as JSON: the studio knows nothing of it. */
  namesModule?: boolean
  /** Custom-Application-Vars that it sets, by name, from its data as it is sent. */
  setsCustom?(data: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>
  /** True for a module that leaves the flow for another server: the fallback cannot hold it. */
  leavesTheFlow?: boolean
  /** The versions of KAZOO that have the module, if not all do. Any other refuses an answer that holds it. */
  versions?: readonly KazooVersion[]
  /** What does the same on every KAZOO: written in the module's place where the profile's KAZOO may lack it. */
  standIn?: { module: string; data: Record<string, unknown> }
  /** Where versions check the data differently from what `data` says, by version. */
  differs?: Partial<Record<KazooVersion, DataDifference>>
  /** What some KAZOOs do differently with this data: a warning where the flow may meet one of them. */
  quirks?(data: Partial<D>, scope: CheckScope): readonly Quirk[]
  /**
   * The data as it is sent: what a KAZOO of the profile needs written out, or in another form. The document keeps its
   * own. Left out: as it is.
   * @returns the same object where nothing changes
   */
  written?(data: Readonly<Record<string, unknown>>, profile: KazooProfile): Readonly<Record<string, unknown>>
  /** A generator where someone must act, else what KAZOO does next. */
  simulate(data: Partial<D>, call: SimulatedCall): Simulation | SimulatedExit
}

/** What a KAZOO step may change of what later requests carry; '*' is everything. `digits.pin`, `custom.crm`, `caller`. */
export type Fact = string

/** How long the caller may stay in a step before the call continues. */
export type StepDuration = 'instant' | 'seconds' | 'minutes'

/** What some KAZOOs do differently. */
export interface Quirk {
  versions: readonly KazooVersion[]
  field?: string
  /** Names the version, what callers notice, and what to do: "KAZOO 4.3 does not …". */
  message: string
  short: string
}

export interface DataRule {
  holds: (data: Readonly<Record<string, unknown>>) => boolean
  /** What is said where it does not hold, and at which field. */
  message: string
  field: string
}

/** How one version of KAZOO checks a module's data, where that differs from the definition's `data`. */
export interface DataDifference {
  /** Schemas that take the place of the definition's own. */
  fields?: Readonly<Record<string, z.ZodType>>
  /** A rule over several fields ("exactly one of two"). */
  rule?: DataRule
}
