/**
 * The contract between a node type and everything else. A node type is one file: its fields, ways out, summary, what it
 * reads and changes, how long it may last, how it compiles or evaluates, what the simulator may do with it. Canvas,
 * inspector, palette, search, compiler, checks and docs are generated from these definitions, so that a new type costs
 * one file and one line in `index.ts`. If the editor must know something new of a type, add an optional question with
 * a default here; nobody outside `nodes/` asks for `node.type`.
 */
import { z } from 'zod'
import type { DiagnosticCode, Fix, Severity } from '../../diagnostics/diagnostic.ts'
import type { FlowDocument, FlowNode } from '../../document/flow-document.ts'
import type { Json } from '../../json.ts'
import type { Format } from '../../kazoo/formats.ts'
import type { Verb } from '../../kazoo/twiml-text.ts'
import type { KazooProfile, KazooVersion } from '../../kazoo/versions.ts'
import type { JsonText } from '../../templates/json-text.ts'
import type { Outgoing, OutgoingPlace } from '../../templates/outgoing.ts'
import type { Template } from '../../templates/template.ts'
import type { Work } from '../../templates/work.ts'
import type { DayList } from '../parts/day-list.ts'
import type { Schedule } from '../parts/schedule.ts'
import type { AnswerModule, SimulatedAccount } from '../parts/simulated-account.ts'
import type { SpecialDay } from '../parts/special-days.ts'
import type { LookUpReply, LookUpRequest, TableQuery, TableReply, TableWrite, TableWritten } from './look-up.ts'
import type { SwitchState, SwitchWrite, SwitchWritten } from './switch-state.ts'

/** Where a step stands in the palette; the order is the palette's. */
export const CATEGORIES = [
  'Play & Speak',
  'Menu & Input',
  'Variables & Branching',
  'Data & Look-ups',
  'Sub-flows',
  'Ring & Route',
  'Conference & Queue',
  'Voicemail & Fax',
  'Recording',
  'Caller ID',
  'Signalling',
  'Feature Codes',
  'Integrations',
  'Advanced',
] as const
export type Category = (typeof CATEGORIES)[number]

/** A named way out of a step. */
export interface Port {
  /** KAZOO's child key to the letter, or the studio step's port. */
  key: string
  /** In words ("Not answered"); null: the only way out, without a meaning of its own. */
  label: string | null
  /** The phone key, drawn as a key cap, where the way out is a pressed key. */
  keyCap?: string
}

/** Ways out that the user names: keys of a KAZOO menu, hangup causes, values. */
export interface FreePorts {
  /** The button: "Add a key". */
  addLabel: string
  /** Offered first, most likely first. */
  suggestions: readonly Port[]
  /** There are no others. */
  isClosed?: boolean
  describe: (key: string) => Port
  /** @returns why this key cannot be a way out, in words; null if it can. */
  refuse: (key: string) => string | null
}

/** What a KAZOO step may change of what later requests carry; '*' is everything. `digits.pin`, `custom.crm`, `caller`. */
export type Fact = string
/** How long the caller may stay in a step before the call goes on. */
export type Lasts = 'instant' | 'seconds' | 'minutes'

/** How a field appears in the inspector; attached with zod's `.meta()`, always as the last call of the chain. */
export interface FieldMeta {
  label?: string
  /** In terms of what the caller notices. */
  hint?: string
  /** Stands in the field: 's', 'ms', 'times'. */
  unit?: string
  /** Shown value = stored value / scale (timeoutMs in seconds: 1000). */
  scale?: number
  /** KAZOO's default: shown grey, never written into the data. */
  ifAbsent?: unknown
  placeholder?: string
  /** For a list: an entry in words, as readers of a list of changes understand it ("Mon–Fri 9–17"). */
  itemInWords?: (item: Record<string, unknown>) => string
  /** Heading of the section it stands in; sections appear in the order of their first field. */
  section?: string
  /** Rare: folded away under "More". */
  more?: boolean
  /** The form control where the schema's type alone does not tell. */
  control?:
    | 'text-area'
    | 'segmented'
    | 'prompt'
    | 'choices'
    | 'rules'
    | 'assignments'
    | 'endpoints'
    | 'key-values'
    | 'keys'
    | 'markdown'
    | 'json'
    | 'hidden'
    | 'cases'
    | 'hours'
    | 'holidays'
    | 'timezone'
    | 'branches'
    | 'headers'
    | 'http-body'
    | 'http-assign'
    | 'table'
    | 'table-column'
    | 'table-assign'
    | 'live-table'
    | 'kept-key'
    | 'kept-column'
    | 'kept-value'
    | 'flow'
    | 'values-in'
    | 'values-out'
    | 'handed-back'
    | 'sequence'
    | 'recipients'
    | 'recording-address'
    | 'time-rules'
    | 'slots'
    | 'day-lists'
    | 'day-switch'
    | 'set-switch'
  /**
   * Means something only while another field of the same data holds one of these; '' stands for a field left alone.
   * The form leaves it out otherwise, the data keeps it.
   */
  onlyWhen?: { field: string; is: readonly string[] }
  /** Words for the values of an enumeration. */
  options?: Record<string, string>
  /** What kind of KAZOO object an id names ("voicemail box"); says where to find it. */
  entity?: string
  /** False: this text is never a template (a collection's name, a pattern). */
  template?: boolean
  /** True: goes out in a look-up, so `{{ secrets.… }}` may stand here, and nowhere else. */
  secrets?: boolean
  /** A few words for the card where this field has an error ("The id needs 32 characters"). */
  short?: string
  /** The versions of KAZOO that know this field, if not all do: elsewhere it passes unchecked and does nothing. */
  versions?: readonly KazooVersion[]
  /** KAZOO sends a request to this address: it must be one that can be reached, also where a value of the call stands in it. */
  address?: boolean
  /** Holds a module of Callflow JSON with its children, which KAZOO checks as one. */
  holdsModule?: boolean
}
declare module 'zod' {
  interface GlobalMeta extends FieldMeta {}
}

/** One problem, as a node type reports it; the node's id is filled in by the caller. */
export interface Problem {
  severity: Severity
  code: DiagnosticCode
  message: string
  field?: string
  short?: string
  /** The versions of KAZOO that refuse it, where others of the flow's profile do not. */
  versions?: KazooVersion[]
  fix?: Fix
  /** Another way to mend it, offered beside `fix`. */
  otherFix?: Fix
}

/** @param short a few words for the card */
export const errorAt = (code: DiagnosticCode, field: string, short: string, message: string): Problem => ({
  severity: 'error',
  code,
  field,
  short,
  message,
})

/** What there is beside the flow itself: other flows and tables, as they are now. */
export interface World {
  /** Of the flow that is checked. */
  format?: string
  profile?: KazooProfile
  flow: (id: string) => { name: string; format: string; isLive: boolean; profile?: KazooProfile } | null
  table: (id: string) => KnownTable | null
  /** The rows of a table as days; null where there is no such table. Left out: all rows are taken to be good. */
  specialDays?: (id: string) => DayList | null
  /** Left out: any switch is taken to be there. */
  hasSwitch?: (id: string) => boolean
  /** Left out: any secret is taken to be there. */
  hasSecret?: (name: string) => boolean
  /** Whether look-ups may go to a host, as far as its name tells. Left out: any is taken to be allowed. */
  mayReach?: (host: string, port: number) => boolean
}

/** A table as checks need it. */
export interface KnownTable {
  name: string
  columns: readonly { name: string; type: 'text' | 'number' | 'boolean' | 'phone' }[]
  /** The name of a column. */
  keyColumn: string
  live: boolean
}

/** What a definition may look at when it checks one of its nodes. */
export interface CheckScope {
  node: FlowNode
  document: FlowDocument
  /** Keys of the ways out that are connected. */
  connected: ReadonlySet<string>
  /** The KAZOO that the flow is made for. */
  profile: KazooProfile
}

// ---------------------------------------------------------------------------------------------- studio steps

/** A prompt: text to speak or a recording (docs/design.md#studio-steps). */
export type PromptData =
  | { type: 'tts'; text: string; voice?: string | undefined; language?: string | undefined }
  | { type: 'media'; id: string }

/** A prompt, prepared as the KAZOO module that speaks or plays it. */
export interface Prompt {
  definition: KazooStepDefinition
  json: JsonText
}

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
  sameFor(what: 'call' | 'caller'): string
  /** A text that goes out in a look-up: it alone may read `secrets`, and a value that holds one is sensitive from then on. Throws `StepFailure` for a secret that is not there. */
  outgoing(text: Outgoing): { text: string; shown: string }
  readTable(query: Pick<TableQuery, 'table' | 'column' | 'key'>): TableReply
  /** What may still be computed for this answer. */
  readonly work: Work
  /** The days in a table, the same object as long as no row changes; rows that are none are told in the log. */
  specialDays(table: string): readonly SpecialDay[]
  /** What a supervisor has set; automatic for a switch that is gone. */
  switchState(id: string): SwitchState
  /** What the trace says of this step beside its way out ("404, 182 ms"); never anything sensitive. */
  tell(detail: string): void
  /** What the caller pressed or recorded, when KAZOO comes back to an `ask` or a `record` of this very step; null when the call enters it. */
  answered: { digits: string; recording: StudioRecording | null } | null
  /** 1 at the first question of this visit. */
  attempt: number
}

/** A question: prompts, `collect_dtmf`, and a continuation to this same step (docs/design.md#menus-and-digits). */
export interface Ask {
  prompts: Prompt[]
  maxDigits: number
  timeoutMs: number
  interdigitTimeoutMs: number
  /** One key; `terminators` crashes the module when it is empty. */
  terminator: string
}

/** A recording of the caller that the studio keeps: prompts, what records, and a continuation to this same step. */
export interface RecordRequest {
  prompts: Prompt[]
  /** In whole seconds, from 5 to 3600. */
  maxSeconds: number
  /** Silence that ends it, in whole seconds; TwiML only. */
  silenceSeconds: number
  /** The key that ends it; null: any key. */
  endKey: string | null
  hasBeep: boolean
}

/** A recording that the studio keeps, or will keep once KAZOO has uploaded it. */
export interface StudioRecording {
  id: string
  /** Where it can be played, by those who may use the designer. */
  url: string
}

export type StepResult =
  | { kind: 'go'; port: string }
  | { kind: 'ask'; ask: Ask }
  | { kind: 'record'; record: RecordRequest }
  | { kind: 'enter'; flowId: string; inputs: PassedValue[]; outputs: { name: string; from: string }[] }
  | { kind: 'leave'; outputs: PassedValue[] }
  /** Asks another server; `takeReply` goes on with it. Only for steps that say `isLookUp`. */
  | { kind: 'look-up'; request: LookUpRequest; takeReply: (reply: LookUpReply) => StepResult }
  /** Changes a row of a table; `takeReply` goes on with what was written. Only for steps that say `writes`. */
  | { kind: 'write'; write: StepWrite; takeReply: (reply: TableWritten) => StepResult }
  /** Sets a switch; `takeReply` goes on with what came of it. Only for steps that say `writes`. */
  | { kind: 'set-switch'; write: StepSwitch; takeReply: (reply: SwitchWritten) => StepResult }

/** A switch, as a step sets it. */
type StepSwitch = Pick<SwitchWrite, 'id' | 'state' | 'until'>

/** A change of a row, as a step asks for it. */
export type StepWrite = Pick<TableWrite, 'table' | 'key' | 'change' | 'expiresAt'>

/** A value on its way into a sub-flow or out of it. */
export interface PassedValue {
  name: string
  value: Json | undefined
  isSensitive: boolean
}

/** Thrown by a step that cannot go on; the walk takes the step's `error` way out, or the fallback. */
export class StepFailure extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

/** What a step's `prepare` gets to turn texts into templates, once, at publish. */
export interface PrepareTools {
  template(text: unknown): Template
  prompt(data: unknown): Prompt | null
  /** A text that goes out in a look-up, escaped for its place. */
  outgoing(text: unknown, place: OutgoingPlace): Outgoing
  /** The node's id, for hashes and messages. */
  nodeId: string
}

// ---------------------------------------------------------------------------------------------- simulation

/**
 * What the person at the sample phone does next.
 * `during`: only then: `request`, `ringing`, `entry` (before the entry that was begun is over), or a part of what is heard.
 * `by`: who ends the conversation; the called party if left out.
 */
export type CallerAction =
  | { digits: string; during?: string }
  | { outcome: string; by?: 'caller' }
  | { hangup: true; during?: string }

/** What happens in a call, in order; `waitMs` passes before the next act. Keys that a wait follows are pressed at once. */
export type TimedAction = CallerAction | { waitMs: number }

/** A choice that the preview offers while the simulated call waits. */
export interface SimulatedChoice {
  /** Sent back as `{outcome: key}`. */
  key: string
  label: string
}

/** What KAZOO does after a module: rules R2 to R12 of docs/kazoo/semantics.md. */
export type SimulatedExit =
  | { kind: 'continue'; key?: string }
  /**
   * R5: the first of these children that exists; `_` is not tried. `ending`: what stopping means then. `becomes`: V4,
   * who the caller is once such a child has started.
   */
  | {
      kind: 'attempt'
      keys: string[]
      otherwise: 'continue' | 'stop' | 'hard-stop'
      ending?: SimulatedEnding
      becomes?: { callerName: string; callerNumber: string }
    }
  | { kind: 'stop' | 'hard-stop'; why: string; ending?: SimulatedEnding }
  | { kind: 'handed-away'; why: string; to?: 'transferred' | 'parked' }
  /** R7: another callflow runs, then `_`; without `flow` one that is stored in KAZOO, which the studio cannot see. */
  | { kind: 'branch'; why: string; flow?: AnswerModule; replaces?: boolean }
  /** R9: continue(). */
  | { kind: 'crash' }
  /** Nothing happens any more until the caller hangs up. */
  | { kind: 'stays'; why: string }
  /** R10. */
  | { kind: 'caller-gone'; why: string }
  /** R11: a new request to this address. */
  | {
      kind: 'pivot'
      voiceUrl: string
      method: 'get' | 'post'
      reqFormat: Format
      bodyFormat: 'form' | 'json'
      /** How long KAZOO waits for the answer. */
      timeoutMs?: number
      /** It is told of the end of the call. */
      hasCdrUrl?: boolean
    }

/** How a call is ended: with a SIP answer, and then nothing more is heard; else with a hangup cause. */
export type SimulatedEnding = { sipCode: number; message?: string } | { cause: string }

/** The simulated KAZOO, as a module sees it. */
export interface SimulatedCall {
  /** The step's own name, else its kind: "Front desk". */
  readonly title: string
  /** Keys of the children that this module has in the answer. */
  readonly childKeys: readonly string[]
  /** Which KAZOO runs the call. */
  readonly version: KazooVersion
  /** The account's documents, and who calls; null in a preview, where the person at the sample phone says what KAZOO finds. */
  readonly account: SimulatedAccount | null
  /** What later requests say of the caller and the language (V4); a module may change it. */
  readonly facts: { callerName: string; callerNumber: string; language: string }
  /**
   * The caller hears something. `durationMs` moves the simulated clock.
   * @param name what KAZOO calls it (`prompt:vm-person`); null where the caller hears nothing of it, `?` where nobody knows
   */
  hears(kind: 'speech' | 'media' | 'tone', text: string, durationMs: number, name?: string | null): void
  /** Something happens that the caller does not hear as words ("Rings Front desk, 3 phones"). */
  notes(text: string): void
  /** The same, of a KAZOO of another version than the one that is simulated; only where the version is not known. */
  differs(text: string): void
  answer(): void
  wait(durationMs: number): void
  /** False for an address that somebody drew: other people's servers are not asked in a preview. */
  readonly mayAsk: boolean
  /** Whether a recording that the studio would keep is running; the preview stores none. */
  readonly studioRecording: { isRunning: boolean }
  /** V1, V2: named collections of the call. */
  readonly collections: Map<string, string>
  /** Custom-Application-Vars (V3). */
  readonly custom: Map<string, unknown>
  /** Custom Channel Vars that modules have set; no request carries them. */
  readonly channelVars: Map<string, unknown>
}

/** What a module waits for. */
export interface Wanted {
  kind: 'digits' | 'ring' | 'menu' | 'message' | 'choice'
  text: string
  choices: SimulatedChoice[]
  maxDigits?: number
  /** Keys that end the entry; keys after them are typed ahead. */
  terminators?: string
  timeoutMs?: number
  interdigitMs?: number
  /** Whatever key is pressed goes to the module, although it waits for something else. */
  takesAnyKey?: boolean
}

/**
 * A module at work: yields when the caller or the called party must act, is resumed with what they do, and returns
 * which way KAZOO goes.
 */
export type Simulation = Generator<Wanted, SimulatedExit, CallerAction>

// ---------------------------------------------------------------------------------------------- definitions

/** Opening hours as a step keeps them. */
export interface OpeningHours extends Pick<Schedule, 'weekly' | 'holidays'> {
  /** IANA name; empty: the flow's own. */
  timezone: string
  /** Ids of tables with days that several steps share. */
  lists: readonly string[]
  /** The id of the switch that wins over them; empty: none does. */
  switch: string
}

interface CommonDefinition<D> {
  type: string
  /** What users call it: "Say text". */
  title: string
  /** One or two plain sentences: what it does and what the caller notices. */
  help: string
  /** The kind under the name in the inspector's head ("Menu, asks for a key"); the title if left out. */
  kindLine?: string
  /** lucide icon, kebab-case. */
  icon: string
  category: Category
  /** Other words people search for ("IVR", "hunt group"). */
  synonyms: readonly string[]
  /** In "Used most" of the palette, in this order. */
  usedMost?: number
  /** The one source of form, validation and type. Loose: unknown keys survive. Validating never changes data. */
  data: z.ZodType
  /** Data of a node that is drawn anew; `newName('digits')` gives a name that no other step uses. */
  create: (newName: (base: string) => string) => Record<string, unknown>
  /** Ways out in declared order. */
  ports(data: Partial<D>): readonly Port[]
  freePorts?: FreePorts
  /** The line on the card: what the caller hears in quotes, else who, how long, which condition. May hold `{{ }}`. */
  summary(data: Partial<D>): string
  /** Problems beyond the data's schema. */
  check?(data: Partial<D>, scope: CheckScope): Problem[]
  /** Problems with what this step names beside the flow itself; asked where that is known. */
  checkWorld?(data: Partial<D>, world: World): Problem[]
  /** Reads `now` beyond what its templates say (a schedule). */
  readsClock?: boolean
  /** The hours by which it chooses its way out; the preview offers times at which they differ. */
  openingHours?(data: Partial<D>): OpeningHours
  /** Likely next steps for a way out, node types; for quick-add. */
  next?: (port: string) => readonly string[]
  /** Foot of the inspector: what one should know of this step. */
  foot?: string
}

/** What a KAZOO step is in an answer that holds no modules, as far as every such format has it. */
export interface StepForm<D = Record<string, unknown>> {
  /** next: KAZOO runs the next step (the default). asks: it sends a request to be told the exit. ends: nothing follows. */
  goesOn?: 'next' | 'asks' | 'ends'
  /** Exits to try when KAZOO has come back, in order; none: the call is over. `_` if left out. */
  exits?(callStatus: string): readonly string[]
  /** What is lost or refused in this format. */
  check?(data: Partial<D>, scope: CheckScope): Problem[]
}

/** By format; those that hold modules need none. */
export type StepForms<D = Record<string, unknown>> = { readonly [F in Format]?: StepForm<D> } & {
  readonly twiml?: TwimlForm<D>
}

/** What a KAZOO step is in a flow that answers TwiML (docs/design.md#twiml-flows); it comes back by the `action` of the last verb. */
export interface TwimlForm<D = Record<string, unknown>> extends StepForm<D> {
  /** None: nothing is to be done, and the call goes on at `_`. Throws `StepFailure` where a value cannot be said in TwiML. */
  verbs(data: Partial<D>): readonly Verb[]
  /** For asks: KAZOO may also pass on to the next verb without a request, so one stands there that asks. */
  mayPassOn?: boolean
  /** The verb does not answer the call and works only in one that is answered: another verb that does is put before it. */
  needsAnsweredCall?: boolean
  /** The verb works only as the first of the call; anywhere else the call is hung up instead. */
  isFirstOnly?: boolean
  /** It records the caller: whatever asks for digits after it gets the key that ended the recording instead. */
  losesDigits?: boolean
}

export interface KazooStepDefinition<D = Record<string, unknown>> extends CommonDefinition<D> {
  kind: 'kazoo'
  /** What it is in answers that hold no modules. One that is left out has no counterpart there. */
  forms?: StepForms<D>
  changes(data: Partial<D>): readonly Fact[]
  lasts: Lasts | ((data: Partial<D>) => Lasts)
  /** KAZOO runs nothing behind it ("Never continue", "handed away" of the reference). */
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
  /** Where versions check the data in another way than `data` says, by version. */
  differs?: Partial<Record<KazooVersion, DataDifference>>
  /** What some KAZOOs do differently with this data: a warning where the flow may meet one of them. */
  quirks?(data: Partial<D>, scope: CheckScope): readonly Quirk[]
  /**
   * The data as it is sent: what a KAZOO of the profile needs written out, or in another form. The document keeps its
   * own. Left out: as it is.
   * @returns the same object where nothing changes
   */
  written?(data: Readonly<Record<string, unknown>>, profile: KazooProfile): Readonly<Record<string, unknown>>
  /** A generator where someone must act, else simply the way KAZOO goes. */
  simulate(data: Partial<D>, call: SimulatedCall): Simulation | SimulatedExit
}

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

export interface StudioStepDefinition<D = Record<string, unknown>> extends CommonDefinition<D> {
  kind: 'studio'
  /** `input.*`: asks the caller by prompt, collect_dtmf and a continuation. */
  asksCaller: boolean
  /** It records the caller, and asks for no keys. */
  recordsCaller?: boolean
  /** Happens only when the call gets there: cut before it (look-ups). */
  isLookUp: boolean
  /** Changes a table or sets a switch when the call gets there, and never ahead: cut before it. */
  writes: boolean
  /** Runs another flow (flow.call). */
  entersFlow: boolean
  /** Paths of texts that ask whether a value is set: a variable in them needs no default ('rules.0.left'). */
  mayBeUnset?(data: Partial<D>): readonly string[]
  /** Variables that this step may set, for the picker and for the check of what may be empty. */
  sets(data: Partial<D>): readonly string[]
  /** Those of them that are set on this way out; on the first one all, on others none, if left out. */
  setsOn?(data: Partial<D>, port: string): readonly string[]
  /** Names of the values that a flow which called this one may take over here; none if left out. */
  handsBack?(data: Partial<D>): readonly string[]
  /** Parses what there is to parse, once, at publish; returns the function that runs in each call. */
  prepare(data: Partial<D>, tools: PrepareTools): (call: StepCall) => StepResult
}

export interface FrameDefinition<D = Record<string, unknown>> extends CommonDefinition<D> {
  kind: 'start' | 'fallback' | 'note'
}

export type NodeDefinition = KazooStepDefinition | StudioStepDefinition | FrameDefinition

type Spec<Definition, S extends z.ZodType, Optional extends keyof Definition> = Omit<
  Definition,
  'kind' | 'data' | Optional
> &
  Partial<Pick<Definition, Optional>> & { data: S }

/** Declares a KAZOO step: its type is the module's name, its data the module's data, its ports the child keys. */
export function defineKazooStep<S extends z.ZodType>(
  spec: Spec<
    KazooStepDefinition<z.infer<S>>,
    S,
    'changes' | 'lasts' | 'neverContinues' | 'ports' | 'create' | 'summary' | 'synonyms'
  >,
): KazooStepDefinition {
  return {
    kind: 'kazoo',
    changes: () => [],
    lasts: 'instant',
    neverContinues: false,
    synonyms: [],
    create: () => ({}),
    summary: () => '',
    ports: () => (spec.neverContinues ? [] : [NEXT_STEP]),
    ...spec,
  } as KazooStepDefinition
}

/** Declares a studio step, which runs in our server while KAZOO waits. */
export function defineStudioStep<S extends z.ZodType>(
  spec: Spec<
    StudioStepDefinition<z.infer<S>>,
    S,
    'asksCaller' | 'isLookUp' | 'writes' | 'entersFlow' | 'sets' | 'synonyms'
  >,
): StudioStepDefinition {
  return {
    kind: 'studio',
    asksCaller: false,
    isLookUp: false,
    writes: false,
    entersFlow: false,
    synonyms: [],
    sets: () => [],
    freePorts: errorPorts,
    ...spec,
  } as StudioStepDefinition
}

/** Any studio step can fail, if only by its templates; most need no way out for that, since the fallback is theirs. */
const ERROR_WAY: Port = { key: 'error', label: 'Failed' }
const errorPorts: FreePorts = {
  addLabel: 'Add a way for failures',
  suggestions: [ERROR_WAY],
  isClosed: true,
  describe: (key) => (key === ERROR_WAY.key ? ERROR_WAY : { key, label: key }),
  refuse: (key) => (key === ERROR_WAY.key ? null : 'This step has no other ways out.'),
}

/** Declares start, fallback and note. */
export function defineFrame<S extends z.ZodType>(
  kind: FrameDefinition['kind'],
  spec: Spec<FrameDefinition<z.infer<S>>, S, 'synonyms'>,
): FrameDefinition {
  return { kind, synonyms: [], ...spec } as FrameDefinition
}

/** KAZOO's wildcard child where it is the only way out and has no meaning of its own. */
export const NEXT_STEP: Port = { key: '_', label: null }
/** `skip_module`, which every KAZOO module takes (R8). */
export const skipModule = () =>
  z.boolean().optional().meta({
    label: 'Skip this step',
    hint: 'KAZOO passes over it to the next step.',
    section: 'More',
    more: true,
  })
