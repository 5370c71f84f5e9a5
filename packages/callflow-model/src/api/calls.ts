/** The call log. */
import { z } from 'zod'
import { callIdSchema, flag, phoneNumberSchema, timeSchema, wholeNumber } from './common.ts'
import { lookUpResultSchema, sentLookUpSchema } from './look-ups.ts'
import type { Operation } from './operation.ts'
import { traceEntrySchema, wireRequestSchema, wireResponseSchema } from './preview.ts'
import { recordingSchema } from './recordings.ts'

/** waiting: the last answer holds a continuation. handed_over: it asks for nothing more. */
export const callStateSchema = z.enum(['waiting', 'handed_over', 'error'])

/** What was odd with a request that was answered all the same; `nodeId` is null where no step has to do with it. */
export const callWarningSchema = z.object({ nodeId: z.string().nullable(), message: z.string() })
export type CallWarning = z.infer<typeof callWarningSchema>

/** One request of KAZOO and our answer, as the live list and the database know it. */
export const callRequestSchema = z
  .object({
    id: z.string().meta({ examples: ['10431'] }),
    /** Empty where it is not known. */
    callId: callIdSchema,
    /** Empty, like the name, where a refused request reached no flow; its version is 0 then. */
    flowId: z.string().meta({ examples: ['9f86d081884c7d65'] }),
    flowName: z.string().meta({ examples: ['Main number'] }),
    version: z.int().meta({ examples: [4] }),
    at: timeSchema,
    callerName: z.string().meta({ examples: ['Alice Example'] }),
    callerNumber: phoneNumberSchema,
    to: phoneNumberSchema,
    /** 1 for a call's first request; 0 where a refused request does not tell which call it is of. */
    hop: z.int().meta({ examples: [2] }),
    status: z.int().meta({ examples: [200] }),
    tookMs: z.number().meta({ examples: [3.4] }),
    state: callStateSchema,
    /** The first thing that failed, in words. */
    error: z
      .string()
      .nullable()
      .meta({ examples: [null] }),
    warnings: z.array(callWarningSchema),
    /** Sent by *Test this URL*: no call, and not counted. */
    isTest: z.boolean(),
  })
  .meta({ id: 'CallRequest' })
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

/** `before`: the `next` of the page before. */
export const callListQuerySchema = z.object({
  before: wholeNumber(0, Number.MAX_SAFE_INTEGER).optional(),
  limit: wholeNumber(1, 500).default(100),
  flow: z.string().optional(),
  callId: z.string().optional(),
  state: callStateSchema.optional(),
})

/**
 * What became of a call. ended: no request came for as long as the settings say, or it cannot come any more. test: of *Test this
 * URL*, which no caller made. refused: a request that no flow answered.
 */
export const callOutcomeSchema = z.enum(['waiting', 'handed_over', 'ended', 'error', 'refused', 'test'])
export type CallOutcome = z.infer<typeof callOutcomeSchema>

/** A call as the list shows it: all requests with its Call-ID together. One without a Call-ID is a call of its own. */
export const callSummarySchema = z
  .object({
    id: z.string().meta({ examples: ['1764583200000000'] }),
    /** The Call-ID, or `request <id>` where there is none: what the call's page is called by. */
    key: z.string().meta({ examples: ['829597750@10.26.0.158'] }),
    callId: callIdSchema,
    /** Of the newest request that is counted here. */
    lastId: z.string().meta({ examples: ['1764583204000000'] }),
    /** Of the first request; empty where a refused request reached no flow. */
    flowId: z.string().meta({ examples: ['9f86d081884c7d65'] }),
    flowName: z.string().meta({ examples: ['Main number'] }),
    /** Of the last request. */
    version: z.int().meta({ examples: [4] }),
    at: timeSchema,
    lastAt: timeSchema,
    callerName: z.string().meta({ examples: ['Alice Example'] }),
    callerNumber: phoneNumberSchema,
    to: phoneNumberSchema,
    requests: z.int().meta({ examples: [3] }),
    slowestMs: z.number().meta({ examples: [3.4] }),
    /** Of the last request. */
    status: z.int().meta({ examples: [200] }),
    outcome: callOutcomeSchema,
    error: z
      .string()
      .nullable()
      .meta({ examples: [null] }),
    hasWarning: z.boolean(),
  })
  .meta({ id: 'CallSummary' })
export type CallSummary = z.infer<typeof callSummarySchema>

/** Which calls are listed. `slow` and `failed` add to each other: with both, a call that is either is listed. */
const callFilterShape = {
  /** A flow that one of its requests reached. */
  flow: z.string().optional(),
  version: wholeNumber(1, Number.MAX_SAFE_INTEGER).optional(),
  /** The caller's number, as the log has it. */
  caller: z.string().optional(),
  outcome: callOutcomeSchema.optional(),
  slow: flag(),
  failed: flag(),
  from: timeSchema.optional(),
  to: timeSchema.optional(),
  /**
   * Each word must begin one of the call: of names, numbers, Call-ID, flow, error, titles of steps, what was said to the caller,
   * and what was sent; `press 1`: exactly these keys in answer to one question. Of numbers any part counts.
   */
  q: z.string().optional(),
}

/** `before`: the `next` of the page before. */
export const callSummariesQuerySchema = z.object({
  ...callFilterShape,
  before: wholeNumber(0, Number.MAX_SAFE_INTEGER).optional(),
  limit: wholeNumber(1, 500).default(100),
})

/** Whose calls are deleted: those that match everything that is given, and something must be given. */
export const deleteCallsQuerySchema = z.object({
  callId: z.string().min(1).optional(),
  number: z.string().min(1).optional(),
  flow: z.string().min(1).optional(),
})

/** What is wrong with the log: a damaged file that was set aside, by name, and why nothing can be read or written. */
const callLogStateSchema = z.object({ setAside: z.string().nullable(), problem: z.string().nullable() })
export type CallLogState = z.infer<typeof callLogStateSchema>

export const callListSchema = z.object({
  calls: z.array(callRequestSchema),
  next: z.string().nullable(),
  log: callLogStateSchema,
})

export const callSummariesSchema = z.object({
  calls: z.array(callSummarySchema),
  next: z.string().nullable(),
  /** How many requests wait to be counted here, of a studio that was busy or is newly brought up to date. */
  pending: z.int(),
  log: callLogStateSchema,
})
export type CallSummariesAnswer = z.infer<typeof callSummariesSchema>

/** How many requests were deleted for good. */
export const callsDeletedSchema = z.object({ deleted: z.int() })

/** Without a flow: of all of them. */
export const callStatsQuerySchema = z.object({ flow: z.string().optional() })

/** The foot of the list; events `stats` of `/api/calls/stream` bring it whenever it has changed. */
export const callStatsSchema = z.object({
  callsToday: z.int().meta({ examples: [1284] }),
  errorsToday: z.int(),
  /** Null without answers, and of one flow. */
  p95Ms: z
    .number()
    .nullable()
    .meta({ examples: [6.2] }),
})

/** The hours of the time span count whole; without `version` all versions together. */
export const trafficQuerySchema = z.object({
  version: wholeNumber(1, Number.MAX_SAFE_INTEGER).optional(),
  from: timeSchema.optional(),
  to: timeSchema.optional(),
})

/** How many calls went where. A call counts once for each step and exit, however often it came by. */
export const trafficSchema = z
  .object({
    calls: z.int().meta({ examples: [1284] }),
    failed: z.int(),
    steps: z.array(
      z.object({
        nodeId: z.string(),
        /** Calls that certainly came here. */
        calls: z.int(),
        /** Calls of which KAZOO was sent the step at last, and tells no more. */
        unreported: z.int(),
        /** No further request came after this step. */
        ended: z.int(),
        errors: z.int(),
        /** That calls spent here in KAZOO, all together. */
        ms: z.number(),
      }),
    ),
    exits: z.array(z.object({ nodeId: z.string(), port: z.string(), calls: z.int() })),
  })
  .meta({ id: 'Traffic' })
export type Traffic = z.infer<typeof trafficSchema>

const readCalls = { permission: 'call.read', isChange: false } as const

export const callOperations = {
  'call.list': {
    method: 'GET',
    path: '/calls',
    title: 'List requests of calls',
    description: 'Newest first.',
    ...readCalls,
    query: callListQuerySchema,
    output: callListSchema,
  },
  'call.listSummaries': {
    method: 'GET',
    path: '/calls/summaries',
    title: 'List calls',
    description: 'One entry a call, the latest first.',
    ...readCalls,
    query: callSummariesQuerySchema,
    output: callSummariesSchema,
  },
  'call.exportCsv': {
    method: 'GET',
    path: '/calls/export.csv',
    title: 'Export calls as CSV',
    description: 'One line a call. Texts that a spreadsheet would take for formulas begin with an apostrophe.',
    ...readCalls,
    query: z.object(callFilterShape),
    output: { mediaType: 'text/csv' },
  },
  'call.exportNdjson': {
    method: 'GET',
    path: '/calls/export.ndjson',
    title: 'Export calls with their requests as NDJSON',
    description: 'One line a call, with all of its requests and answers.',
    ...readCalls,
    query: z.object(callFilterShape),
    output: { mediaType: 'application/x-ndjson' },
  },
  'call.traffic': {
    method: 'GET',
    path: '/flows/:id/traffic',
    title: 'Count the calls at each step and exit of a flow',
    ...readCalls,
    query: trafficQuerySchema,
    output: trafficSchema,
  },
  'call.delete': {
    method: 'DELETE',
    path: '/calls',
    title: 'Delete calls from the log',
    permission: 'call.delete',
    isChange: true,
    query: deleteCallsQuerySchema,
    output: callsDeletedSchema,
  },
  'call.stats': {
    method: 'GET',
    path: '/calls/stats',
    title: 'Count the calls of today',
    ...readCalls,
    query: callStatsQuerySchema,
    output: callStatsSchema,
  },
  'call.stream': {
    method: 'GET',
    path: '/calls/stream',
    title: 'Follow calls as they happen',
    description: 'Each event is a request; events named `stats` are the counts of today. `Last-Event-ID` resumes.',
    ...readCalls,
    output: { mediaType: 'text/event-stream' },
  },
  'call.show': {
    method: 'GET',
    path: '/calls/:id',
    title: 'Get a request of a call, with its answer',
    ...readCalls,
    output: callRequestDetailSchema,
  },
} as const satisfies Record<string, Operation>
