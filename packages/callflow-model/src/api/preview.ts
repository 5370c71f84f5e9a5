/** A simulated call: what it is asked, and what happened in it. */
import { z } from 'zod'
import { storedDocumentSchema } from '../document/flow-document.ts'
import { callIdSchema } from './common.ts'
import { lookUpMocksSchema, lookUpResultSchema, sentLookUpSchema } from './look-ups.ts'
import type { Operation } from './operation.ts'
import { diagnosticSchema } from './problems.ts'
import { switchStateSchema } from './switches.ts'
import { cellSchema } from './tables.ts'

export const sampleCallSchema = z.object({
  from: z.string().default('+14155550100'),
  to: z.string().default('+14155550142'),
  callerName: z.string().default('Mobile caller'),
  callerNumber: z.string().default('+14155550100'),
  realm: z.string().default('carrier.example.net'),
  language: z.string().default('en-us'),
  sip: z.record(z.string(), z.string()).default({}),
  custom: z.record(z.string(), z.string()).default({}),
  /** The Call-ID; always the same one if left out. */
  callId: callIdSchema.min(1).optional(),
  /** Further parameters of KAZOO's, by name, in place of those of the sample call: `Account-ID`, `User-ID`. */
  others: z.record(z.string(), z.unknown()).optional(),
})
export type SampleCall = z.infer<typeof sampleCallSchema>

/**
 * How long after the action before it, or after the begin of the call. With it keys are pressed while something is said too
 * (typed ahead); without it the call waits for the action.
 */
const afterMs = z
  .number()
  .min(0)
  .max(24 * 60 * 60 * 1000)
  .optional()
export const callerActionSchema = z.union([
  z.object({ digits: z.string().regex(/^[0-9*#]*$/), afterMs }),
  z.object({ outcome: z.string(), afterMs }),
  z.object({ hangup: z.literal(true), afterMs }),
])
export type ListedAction = z.infer<typeof callerActionSchema>

/** A row of a table, or why there is none. */
const previewRowSchema = z.union([z.literal(['not found', 'fails']), z.record(z.string(), cellSchema)])

export const previewRequestSchema = z.object({
  document: storedDocumentSchema.optional(),
  version: z.int().optional(),
  call: sampleCallSchema.partial().default({}),
  /** The clock of the sample call, ISO 8601; the present if left out. */
  now: z.string().optional(),
  /** The clock at each request, from the first one, ISO 8601; further ones follow the last in the time of the call. */
  times: z.array(z.string()).optional(),
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
  /**
   * What steps that read a table find, by node id: a row for each visit, the last of them for all further ones. A step that
   * writes fails where it says so.
   */
  rows: z.record(z.string(), z.array(previewRowSchema).min(1)).optional(),
  /** Rows of lists of special days, by table, instead of what is stored. */
  days: z.record(z.string(), z.array(z.record(z.string(), cellSchema))).optional(),
  /** Where the call begins, instead of the start ("play from here"). */
  startAt: z.string().optional(),
  does: z.array(callerActionSchema).max(500).default([]),
})
export type PreviewRequest = z.input<typeof previewRequestSchema>

/**
 * A value that the flow can read from this line on. `by` says where it comes from. step: `nodeId` has set it. keys: the caller
 * pressed them at `nodeId`. caller: the sample call. kazoo: KAZOO sent it. default: a variable’s own.
 */
export const previewChangeSchema = z.object({
  name: z.string().meta({ examples: ['vars.balance', 'digits.main_menu_1', 'caller.number'] }),
  /** Absent where there is no such value any more. */
  value: z.unknown().optional(),
  by: z.enum(['step', 'keys', 'caller', 'kazoo', 'default']),
  nodeId: z.string().nullable(),
})
export type PreviewChange = z.infer<typeof previewChangeSchema>

/** One line of the transcript. `atMs` is the simulated time since the call began. */
export const previewEventSchema = z.object({
  nodeId: z.string().nullable(),
  kind: z.enum(['call', 'request', 'step', 'speech', 'media', 'tone', 'note', 'caller', 'failure', 'end']),
  text: z
    .string()
    .optional()
    .meta({ examples: ['Hello Alice Example'] }),
  /** The port that was taken from `nodeId`, for `step` and `caller` events, to highlight its edge. */
  port: z.string().optional(),
  atMs: z.number(),
  /** Index into `exchanges`. */
  exchange: z.int(),
  /** How many of the caller's actions came before: with so many, the call is played up to here and waits. */
  acts: z.int(),
  /** The sub-flow that runs; absent in the previewed flow itself. Each flow has its own `vars.…`. */
  flowId: z.string().optional(),
  /** What is new here; absent where nothing is. */
  changes: z.array(previewChangeSchema).optional(),
})
export type PreviewEvent = z.infer<typeof previewEventSchema>

export const traceEntrySchema = z
  .object({
    nodeId: z.string(),
    /** ran: evaluated in the studio. sent: emitted, KAZOO decides. asks: a continuation to this node. */
    kind: z.enum(['ran', 'sent', 'asks', 'failed', 'fallback']),
    /** Index of the entry this one follows, -1 at the root. */
    from: z.int(),
    /** The port of that entry's node that leads here; null at the root. */
    port: z.string().nullable(),
    /** For `ran`: the port that the step chose. */
    took: z.string().optional(),
    /** In words: the port a studio step chose, why a step failed. */
    detail: z.string().optional(),
  })
  .meta({ id: 'TraceEntry' })
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
export type WireRequest = z.infer<typeof wireRequestSchema>

export const wireResponseSchema = z.object({
  status: z.int(),
  contentType: z.string(),
  body: z.string(),
  /** How long the studio took. */
  tookMs: z.number(),
})
export const exchangeSchema = z
  .object({
    atMs: z.number(),
    request: wireRequestSchema,
    response: wireResponseSchema,
    nodes: z.array(traceEntrySchema),
    /** Variables after the studio's part of this request. */
    variables: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'Exchange' })
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
  /** When each of the caller's actions came; those that the call did not get to are missing. */
  actedAtMs: z.array(z.number()).optional(),
  /** Time in which the studio was thinking and the caller heard nothing. */
  silenceMs: z.number(),
  diagnostics: z.array(diagnosticSchema),
})
export type Preview = z.infer<typeof previewSchema>

export const previewOperations = {
  'flow.preview': {
    method: 'POST',
    path: '/flows/:id/preview',
    title: 'Preview a call',
    description: 'Simulates a call from its start to what it waits for. Nothing is stored.',
    permission: 'flow.read',
    isChange: false,
    body: { kind: 'document', schema: previewRequestSchema },
    output: previewSchema,
  },
} as const satisfies Record<string, Operation>
