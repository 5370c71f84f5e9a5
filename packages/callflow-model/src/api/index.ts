/**
 * Every HTTP request and response between designer and runtime, as zod schemas: the one place where the apps meet
 * (docs/design.md#http-api). Times are ISO 8601 in UTC, durations in milliseconds.
 */
import { z } from 'zod'
import { DIAGNOSTIC_CODES } from '../diagnostics/diagnostic.ts'
import { flowSettingsSchema, storedDocumentSchema } from '../document/flow-document.ts'
import { IMPORT_FORMATS } from '../document/import-formats.ts'
import { KAZOO_PROFILES, KAZOO_VERSIONS } from '../kazoo/versions.ts'
import { lookUpMocksSchema, lookUpResultSchema, sentLookUpSchema } from './look-ups.ts'
import { recordingSchema } from './recordings.ts'
import { exampleSwitchSchema, switchStateSchema } from './switches.ts'
import { cellSchema, exampleTableSchema, tableErrorSchema } from './tables.ts'

export * from './look-ups.ts'
export * from './recordings.ts'
export * from './secrets.ts'
export * from './special-days.ts'
export * from './switches.ts'
export * from './tables.ts'

const id = z.string().min(1)
const time = z.iso.datetime()

const fixSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('connect'), label: z.string(), source: id, port: z.string(), target: id }),
  z.object({ kind: z.literal('delete-node'), label: z.string(), nodeId: id }),
  z.object({ kind: z.literal('use-own-zone'), label: z.string() }),
  z.object({ kind: z.literal('use-zone'), label: z.string(), zone: z.string() }),
  z.object({ kind: z.literal('set-setting'), label: z.string(), setting: z.literal('kazoo'), value: z.string() }),
  z.object({
    kind: z.literal('set-field'),
    label: z.string(),
    nodeId: id,
    field: z.string(),
    value: z.unknown(),
    also: z.array(z.object({ field: z.string(), value: z.unknown() })).optional(),
  }),
])

export const diagnosticSchema = z.looseObject({
  severity: z.enum(['error', 'warning', 'info']),
  code: z.enum(DIAGNOSTIC_CODES),
  message: z.string(),
  nodeId: z.string().nullable(),
  field: z.string().nullable(),
  short: z.string().optional(),
  versions: z.array(z.string()).optional(),
  fix: fixSchema.optional(),
  otherFix: fixSchema.optional(),
})

/** RFC 9457. */
export const problemSchema = z.looseObject({
  type: z.string().optional(),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  diagnostics: z.array(diagnosticSchema).optional(),
  /** 409: what is stored now. */
  current: z.looseObject({ revision: z.int(), updatedAt: time }).optional(),
  /** What is wrong with the rows of a table, the first hundred. */
  errors: z.array(tableErrorSchema).optional(),
  /** How many there are in all; a file is read no further where there are 10,000. */
  errorCount: z.int().optional(),
  /** 409 of a try-out: what would be sent. */
  request: sentLookUpSchema.optional(),
})
export type Problem = z.infer<typeof problemSchema>

// ------------------------------------------------------------------------------------------------ flows

export const flowSummarySchema = z.object({
  id,
  name: z.string(),
  revision: z.int(),
  /** The version that new calls get; null: never published, or switched off. */
  liveVersion: z.int().nullable(),
  /** The newest published version, live or not; null: never published. */
  latestVersion: z.int().nullable(),
  /** In which it answers: what is published, else the draft. A flow runs only sub-flows of its own. */
  format: flowSettingsSchema.shape.format,
  /** The KAZOO that the draft is made for; null: that of the installation. */
  kazoo: z.enum(KAZOO_PROFILES).nullable(),
  /** The versions of KAZOO that have every module of the draft, where not all have; none: no version has them all. */
  needsKazoo: z.array(z.enum(KAZOO_VERSIONS)).nullable(),
  draftChanged: z.boolean(),
  /** Steps that differ from the live version (added, changed, removed; moving is no change); 0 if never published. */
  changedSteps: z.int(),
  pivotUrl: z.string(),
  createdAt: time,
  updatedAt: time,
  deletedAt: time.nullable(),
  /** Steps drawn, notes, start and fallback not counted. */
  steps: z.int(),
  /** Where the steps stand, for the thumbnail: type and position. */
  outline: z.array(z.object({ type: z.string(), x: z.number(), y: z.number() })),
  /** Texts, ids and numbers in the flow, for the search of the list. */
  searchText: z.string(),
  /** Why the draft cannot be read, where it cannot. */
  unreadable: z.string().optional(),
  /** Today in UTC hours: how many calls began, and how many requests failed. */
  callsToday: z.object({
    byHour: z.array(z.object({ calls: z.int(), errors: z.int() })).length(24),
    calls: z.int(),
    errors: z.int(),
  }),
})
export type FlowSummary = z.infer<typeof flowSummarySchema>

export const flowListSchema = z.object({ flows: z.array(flowSummarySchema) })
export type FlowList = z.infer<typeof flowListSchema>
/** `GET /api/flows?trash=true` lists the deleted ones. */

export const createFlowSchema = z.object({
  name: z.string().trim().min(1).max(200),
  document: storedDocumentSchema.optional(),
})

export const flowSchema = z.object({
  id,
  name: z.string(),
  revision: z.int(),
  document: storedDocumentSchema,
  liveVersion: z.int().nullable(),
  latestVersion: z.int().nullable(),
  draftChanged: z.boolean(),
  pivotUrl: z.string(),
  createdAt: time,
  updatedAt: time,
})
export type Flow = z.infer<typeof flowSchema>

export const saveFlowSchema = z.object({
  name: z.string().trim().min(1).max(200),
  document: storedDocumentSchema,
  revision: z.int().min(0),
})

export const publishSchema = z.object({ note: z.string().max(2000).optional(), revision: z.int().optional() })
export const publishedSchema = z.object({
  version: z.int(),
  pivotUrl: z.string(),
  diagnostics: z.array(diagnosticSchema),
})

export const versionSummarySchema = z.object({
  version: z.int(),
  note: z.string(),
  publishedAt: time,
  isLive: z.boolean(),
  /** Steps that differ from the version before. */
  changedSteps: z.int(),
})
export type VersionSummary = z.infer<typeof versionSummarySchema>
export const versionListSchema = z.object({ versions: z.array(versionSummarySchema) })
export const versionSchema = versionSummarySchema.extend({ document: storedDocumentSchema })
export type Version = z.infer<typeof versionSchema>

/** *Test this URL*. */
export const probeSchema = z.object({
  checks: z.array(z.object({ name: z.string(), ok: z.boolean(), detail: z.string() })),
})
export type Probe = z.infer<typeof probeSchema>

// ------------------------------------------------------------------------------------------------ validate

export const cutSchema = z.object({
  edgeId: z.string().nullable(),
  /** The node that KAZOO asks for. */
  nodeId: z.string(),
  reason: z.enum(['look-up', 'write', 'digits', 'facts', 'clock', 'back edge', 'join', 'size', 'asks']),
})
export type Cut = z.infer<typeof cutSchema>
export const validateSchema = z.object({
  document: storedDocumentSchema,
  /** The flow that it is of: a sub-flow that calls it leads back here. */
  flowId: z.string().optional(),
  /** Ask for `report` too. */
  withReport: z.boolean().default(false),
})
/** One way through a flow, and how many requests KAZOO makes on it. */
export const flowPathSchema = z.object({
  steps: z.array(z.object({ flowId: z.string().nullable(), nodeId: z.string(), port: z.string().nullable() })),
  /** `most` is null where it goes round. */
  requests: z.object({ least: z.int(), most: z.int().nullable() }),
  /** Where KAZOO asks again, questions apart. */
  cuts: z.array(z.object({ nodeId: z.string(), reason: cutSchema.shape.reason })),
  /** The step where it goes round again; null where it comes to an end. */
  backTo: z.string().nullable(),
})
export const validationSchema = z.object({
  diagnostics: z.array(diagnosticSchema),
  cuts: z.array(cutSchema),
  /** Most requests of one call; null where a loop has no bound. */
  mostRequests: z.int().nullable(),
  /** Each way through the flow, the first 200. */
  report: z.object({ paths: z.array(flowPathSchema), isComplete: z.boolean() }).optional(),
})
export type Validation = z.infer<typeof validationSchema>
export type FlowReport = NonNullable<Validation['report']>

// ------------------------------------------------------------------------------------------------ preview

export const sampleCallSchema = z.object({
  from: z.string().default('+14155550100'),
  to: z.string().default('+14155550142'),
  callerName: z.string().default('Mobile caller'),
  callerNumber: z.string().default('+14155550100'),
  realm: z.string().default('carrier.example.net'),
  language: z.string().default('en-us'),
  sip: z.record(z.string(), z.string()).default({}),
  custom: z.record(z.string(), z.string()).default({}),
})
export type SampleCall = z.infer<typeof sampleCallSchema>

export const callerActionSchema = z.union([
  z.object({ digits: z.string().regex(/^[0-9*#]*$/) }),
  z.object({ outcome: z.string() }),
  z.object({ hangup: z.literal(true) }),
])

export const previewRequestSchema = z.object({
  document: storedDocumentSchema.optional(),
  version: z.int().optional(),
  call: sampleCallSchema.partial().default({}),
  /** The clock of the sample call, ISO 8601; the present if left out. */
  now: z.string().optional(),
  /** Replies that look-ups get instead of a real request. */
  mocks: lookUpMocksSchema.optional(),
  /** Steps whose look-up may be sent although its method is not GET: once for each mention. */
  confirmed: z.array(z.string()).optional(),
  /** States that switches pretend to have, by id; others are as they are. */
  switches: z.record(z.string(), switchStateSchema).optional(),
  /**
   * What the column of a step that writes holds when the call first gets there, by node id, instead of what is stored; null:
   * there is no row. Nothing of a preview is stored.
   */
  kept: z.record(z.string(), cellSchema).optional(),
  /** Where the call begins, instead of the start ("play from here"). */
  startAt: z.string().optional(),
  does: z.array(callerActionSchema).max(500).default([]),
})
export type PreviewRequest = z.input<typeof previewRequestSchema>

/** One line of the transcript. `atMs` is the simulated time since the call began. */
export const previewEventSchema = z.object({
  nodeId: z.string().nullable(),
  kind: z.enum(['call', 'request', 'step', 'speech', 'media', 'tone', 'note', 'caller', 'failure', 'end']),
  text: z.string().optional(),
  /** The way out that was taken from `nodeId`, for `step` and `caller` events, to light its edge. */
  port: z.string().optional(),
  atMs: z.number(),
  /** Index into `exchanges`. */
  exchange: z.int(),
})
export type PreviewEvent = z.infer<typeof previewEventSchema>

export const traceEntrySchema = z.object({
  nodeId: z.string(),
  /** ran: evaluated in the studio. sent: emitted, KAZOO decides. asks: a continuation to this node. */
  kind: z.enum(['ran', 'sent', 'asks', 'failed', 'fallback']),
  /** Index of the entry this one follows, -1 at the root. */
  from: z.int(),
  /** The way out of that entry's node that leads here; null at the root. */
  port: z.string().nullable(),
  /** For `ran`: the way out that the step chose. */
  took: z.string().optional(),
  /** In words: the port a studio step chose, why a step failed. */
  detail: z.string().optional(),
})
export type TraceEntry = z.infer<typeof traceEntrySchema>

export const wireRequestSchema = z.object({
  method: z.string(),
  url: z.string(),
  contentType: z.string(),
  /** The parameters by name, nested as KAZOO nests them. */
  params: z.record(z.string(), z.unknown()),
  /** The body as it goes over the wire; empty for GET. */
  body: z.string(),
})
export const wireResponseSchema = z.object({
  status: z.int(),
  contentType: z.string(),
  body: z.string(),
  /** How long the studio took. */
  tookMs: z.number(),
})
export const exchangeSchema = z.object({
  atMs: z.number(),
  request: wireRequestSchema,
  response: wireResponseSchema,
  nodes: z.array(traceEntrySchema),
  /** Variables after the studio's part of this request. */
  variables: z.record(z.string(), z.unknown()),
})
export type Exchange = z.infer<typeof exchangeSchema>

export const waitingForSchema = z.object({
  nodeId: z.string().nullable(),
  /** look-up: the step would send something; confirm it, or give a reply as a mock. */
  kind: z.enum(['digits', 'ring', 'menu', 'message', 'choice', 'look-up']),
  /** "Main menu waits for a key". */
  text: z.string(),
  choices: z.array(z.object({ key: z.string(), label: z.string() })),
  maxDigits: z.int().optional(),
  timeoutMs: z.number().optional(),
})
export type WaitingFor = z.infer<typeof waitingForSchema>

/** A look-up of the previewed call. Sent back as a mock, it is not made again when the call is replayed with one more key. */
export const previewLookUpSchema = z.object({
  nodeId: z.string(),
  isMock: z.boolean(),
  request: sentLookUpSchema,
  /** Null where it waits for a confirmation. */
  reply: lookUpResultSchema.nullable(),
})
export type PreviewLookUp = z.infer<typeof previewLookUpSchema>

/** A row that the previewed call would write. What it held and holds now says the line of the step. */
export const previewWriteSchema = z.object({
  nodeId: z.string(),
  /** Null where the row is forgotten. */
  column: z.string().nullable(),
  /** It began with a value of the request (`kept`). */
  isOwn: z.boolean(),
})
export type PreviewWrite = z.infer<typeof previewWriteSchema>

/**
 * silence: KAZOO has refused an answer, and the caller hears nothing until they hang up. kept: a step keeps the call.
 * own-callflow: it goes on in KAZOO's own callflow, which the studio cannot see. too-long: the preview gives up.
 */
export const callEndSchema = z.enum([
  'hang-up',
  'response',
  'silence',
  'kept',
  'caller',
  'handed-away',
  'transferred',
  'parked',
  'own-callflow',
  'too-long',
])

export const previewSchema = z.object({
  events: z.array(previewEventSchema),
  waitingFor: waitingForSchema.nullable(),
  exchanges: z.array(exchangeSchema),
  /** In the order in which they were made; absent where there were none. */
  lookUps: z.array(previewLookUpSchema).optional(),
  /** The same of what it would have written. */
  writes: z.array(previewWriteSchema).optional(),
  /** Why the call is over; absent while it goes on. */
  ended: z.string().optional(),
  /** What the end is to the caller. */
  end: callEndSchema.optional(),
  durationMs: z.number(),
  /** Time in which the studio was thinking and the caller heard nothing. */
  silenceMs: z.number(),
  diagnostics: z.array(diagnosticSchema),
})
export type Preview = z.infer<typeof previewSchema>

// ------------------------------------------------------------------------------------------------ calls

/** waiting: the last answer holds a continuation. handed_over: it asks for nothing more. */
export const callStateSchema = z.enum(['waiting', 'handed_over', 'error'])

/** What was odd with a request that was answered all the same; `nodeId` is null where no step has to do with it. */
export const callWarningSchema = z.object({ nodeId: z.string().nullable(), message: z.string() })
export type CallWarning = z.infer<typeof callWarningSchema>

/** One request of KAZOO and our answer, as the live list and the database know it. */
export const callRequestSchema = z.object({
  id: z.string(),
  /** Empty where it is not known. */
  callId: z.string(),
  /** Empty, like the name, where a refused request reached no flow; its version is 0 then. */
  flowId: z.string(),
  flowName: z.string(),
  version: z.int(),
  at: time,
  callerName: z.string(),
  callerNumber: z.string(),
  to: z.string(),
  /** 1 for a call's first request; 0 where a refused request does not tell which call it is of. */
  hop: z.int(),
  status: z.int(),
  tookMs: z.number(),
  state: callStateSchema,
  /** The first thing that failed, in words. */
  error: z.string().nullable(),
  warnings: z.array(callWarningSchema),
})
export type CallRequest = z.infer<typeof callRequestSchema>

/** A look-up of a real call. Sensitive values and secrets are masked, long texts cut. */
export const loggedLookUpSchema = z.object({
  nodeId: z.string(),
  request: sentLookUpSchema,
  reply: lookUpResultSchema,
})
export type LoggedLookUp = z.infer<typeof loggedLookUpSchema>

export const callRequestDetailSchema = callRequestSchema.extend({
  /**
   * Masked: a sensitive value is ••••. Null where the queue was full and the body was dropped. Of a request that could not
   * be read, at most the beginning of body and query is kept, which ends in `…` then, and `params` is empty.
   */
  request: wireRequestSchema.nullable(),
  response: wireResponseSchema.nullable(),
  nodes: z.array(traceEntrySchema),
  /** The step that KAZOO came back for; null at a call's first request. */
  askedFor: z.string().nullable(),
  /** Variables after the studio's part of this request, sensitive ones masked; a value longer than 1,000 characters is its beginning. */
  variables: z.record(z.string(), z.unknown()),
  lookUps: z.array(loggedLookUpSchema),
  /** Of the whole call, as far as they have arrived. */
  recordings: z.array(recordingSchema),
})
export type CallRequestDetail = z.infer<typeof callRequestDetailSchema>

/**
 * `GET /api/calls?before&limit&flow&callId&state&q`: requests, newest first; `next` goes into `before`. With `q` all requests of
 * the calls of which one matches: by name and number of the caller, called number, Call-ID, name of the flow, error, titles of
 * the steps and the keys pressed (`press 1`: exactly that). `callId` does not count then.
 */
export const callListSchema = z.object({
  calls: z.array(callRequestSchema),
  next: z.string().nullable(),
  /** How far back a search has looked, which goes on with `next`; null: at the whole log. */
  searchedTo: time.nullable(),
  /** What is wrong with the log: a damaged file that was set aside, by name, and why nothing can be read or written. */
  log: z.object({ setAside: z.string().nullable(), problem: z.string().nullable() }),
})

export type CallList = z.infer<typeof callListSchema>

/** `DELETE /api/calls?callId|number|flow`: how many requests were deleted for good. */
export const callsDeletedSchema = z.object({ deleted: z.int() })

/** `GET /api/calls/stats`: the foot of the list; events `stats` of `/api/calls/stream` bring it whenever it has changed. */
export const callStatsSchema = z.object({ callsToday: z.int(), errorsToday: z.int(), p95Ms: z.number().nullable() })

// ------------------------------------------------------------------------------------------------ studio

/** `GET /api/studio`: what the designer must know of its server. */
export const studioSchema = z.object({
  publicUrl: z.string().nullable(),
  /** Why KAZOO would refuse our address, in words; null if it is right. */
  publicUrlProblem: z.string().nullable(),
  /** `KAZOO_VERSION`: the KAZOO of flows that name none. */
  kazooVersion: z.enum(KAZOO_PROFILES),
  /** `DEFAULT_TIMEZONE` and `DEFAULT_LOCALE`, of new flows; null: those of the browser that makes them. */
  defaultTimezone: z.string().nullable(),
  defaultLocale: z.string().nullable(),
  version: z.string(),
})
export type Studio = z.infer<typeof studioSchema>

/** `GET /api/examples`: what a newcomer can start from. */
export const exampleSchema = z.object({
  id,
  name: z.string(),
  description: z.string(),
  document: storedDocumentSchema,
  /** Tables that its steps name by these ids: a flow that begins with the example gets tables of its own. */
  tables: z.array(exampleTableSchema).readonly().optional(),
  /** The same with switches. */
  switches: z.array(exampleSwitchSchema).readonly().optional(),
})
export const exampleListSchema = z.object({ examples: z.array(exampleSchema) })

/**
 * `POST /api/import`: `source` is a JSON value or its text; for TwiML the text. `kazoo` becomes the flow's setting; without
 * it the flow has none, and is checked for the installation's KAZOO. `baseUrl`: where a TwiML document is served, so that
 * relative addresses in it can be resolved.
 */
export const importSchema = z.object({
  format: z.enum(IMPORT_FORMATS),
  source: z.unknown(),
  kazoo: z.enum(KAZOO_PROFILES).optional(),
  baseUrl: z.string().max(2000).optional(),
})
export type ImportInput = z.input<typeof importSchema>
export const importedSchema = z.object({
  document: storedDocumentSchema,
  diagnostics: z.array(diagnosticSchema),
  /** The KAZOO that the diagnostics are for. */
  profile: z.enum(KAZOO_PROFILES),
})
export type Imported = z.input<typeof importedSchema>
