/** Calls of the log, played again: on the version that they ran on, and on a draft. */
import { z } from 'zod'
import { storedDocumentSchema } from '../document/flow-document.ts'
import { callIdSchema, phoneNumberSchema, timeSchema } from './common.ts'
import type { Operation } from './operation.ts'
import { previewRequestSchema, sampleCallSchema } from './preview.ts'

/** What a preview plays to replay a call: part of a `PreviewRequest`. */
export const replayedCallSchema = previewRequestSchema
  .pick({ now: true, times: true, mocks: true, rows: true, kept: true, switches: true, days: true, does: true })
  .extend({ call: sampleCallSchema })
export type ReplayedCall = z.infer<typeof replayedCallSchema>

const pathStepSchema = z.object({
  nodeId: z.string(),
  title: z.string().meta({ examples: ['Main menu'] }),
  /** The exit that the call took; null where it is not known, or where the call stays. */
  exit: z.string().nullable(),
})
export type ReplayPathStep = z.infer<typeof pathStepSchema>

/** The first difference, in words. */
const replayDifferenceSchema = z.object({
  /** The last step that is the same; null where the calls differ from the first one on. */
  nodeId: z.string().nullable(),
  title: z.string().nullable(),
  /** What happened in the call, and what happens now. */
  before: z.string().meta({ examples: ['Rings Sales'] }),
  after: z.string().meta({ examples: ['Rings Support'] }),
  /** The call ends at another step, or in another way. */
  isElsewhere: z.boolean(),
})
export type ReplayDifference = z.infer<typeof replayDifferenceSchema>

/** What a replay lacks, and what it uses instead. */
const replayGapSchema = z.object({ nodeId: z.string().nullable(), message: z.string() })

export const callReplaySchema = z
  .object({
    flowId: z.string(),
    version: z.int(),
    /** Null where the call cannot be replayed: see `problem`. */
    call: replayedCallSchema.nullable(),
    problem: z.string().nullable(),
    /** None: the replay is exact. */
    gaps: z.array(replayGapSchema),
    path: z.array(pathStepSchema),
    /** The call as a test in YAML; null where it cannot be replayed, or where no name for it was given. */
    test: z.string().nullable(),
    /** The same call on the draft; null where it cannot be replayed there. */
    draft: z
      .object({
        path: z.array(pathStepSchema),
        /** Null: the caller hears and gets the same. */
        difference: replayDifferenceSchema.nullable(),
        /** What the draft asks for and the call does not tell; the replay ends there. Null: nothing. */
        missing: z.string().nullable(),
      })
      .nullable(),
  })
  .meta({ id: 'CallReplay' })
export type CallReplay = z.infer<typeof callReplaySchema>

export const replayedCallsSchema = z
  .object({
    /** Calls that were looked at, the latest first. */
    calls: z.int(),
    replayed: z.int(),
    /** Of them, with something made up, since the log does not have it. */
    approximate: z.int(),
    /** Of them, those whose callers hear something else, but end at the same step. */
    otherwise: z.int(),
    /** The time was over before all calls were replayed. */
    isCut: z.boolean(),
    tookMs: z.number(),
    /** Why calls could not be replayed. */
    notReplayed: z.array(z.object({ why: z.string(), count: z.int() })),
    /** Callers who would end elsewhere: those with the same difference together, the most first. */
    groups: z.array(
      z.object({
        difference: replayDifferenceSchema,
        before: z.array(pathStepSchema),
        after: z.array(pathStepSchema),
        count: z.int(),
        /** The latest of them. */
        calls: z.array(
          z.object({
            key: z.string(),
            at: timeSchema,
            callerName: z.string(),
            callerNumber: phoneNumberSchema,
            version: z.int(),
          }),
        ),
      }),
    ),
  })
  .meta({ id: 'ReplayedCalls' })
export type ReplayedCalls = z.infer<typeof replayedCallsSchema>

export const MAX_REPLAYED_CALLS = 1000

export const replayOperations = {
  'call.replay': {
    method: 'POST',
    path: '/calls/replay',
    title: 'Replay a call of the log',
    description:
      'On the version that it ran on, and on a document: that of the request, or the draft. Nothing is stored.',
    permission: 'call.read',
    isChange: false,
    body: {
      kind: 'document',
      schema: z.object({
        /** What the call is called by in the list. */
        key: callIdSchema.min(1),
        document: storedDocumentSchema.optional(),
        /** What a test of the call is to be called. */
        test: z
          .string()
          .trim()
          .min(1)
          .max(300)
          .optional()
          .meta({ examples: ['Nobody answers'] }),
      }),
    },
    output: callReplaySchema,
  },
  'flow.replay': {
    method: 'POST',
    path: '/flows/:id/replay',
    title: 'Replay the last calls of a flow on a draft',
    description: 'Says which callers would end elsewhere. Nothing is stored. It takes some seconds at most.',
    permission: 'call.read',
    isChange: false,
    body: {
      kind: 'document',
      schema: z.object({
        document: storedDocumentSchema.optional(),
        calls: z.int().min(1).max(MAX_REPLAYED_CALLS).default(MAX_REPLAYED_CALLS),
      }),
    },
    output: replayedCallsSchema,
  },
} as const satisfies Record<string, Operation>
