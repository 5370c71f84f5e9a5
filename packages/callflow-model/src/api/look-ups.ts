/** Look-ups as the designer sees them: replies that stand in for real ones, and trying a step out. */
import { z } from 'zod'
import { storedDocumentSchema } from '../document/flow-document.ts'
import type { Operation } from './operation.ts'

/** The codes of a look-up that got no reply. */
export const LOOK_UP_FAILURES = [
  'look-up.timeout',
  'look-up.refused-host',
  'look-up.unreachable',
  'look-up.too-large',
  'look-up.redirect',
  'look-up.bad-url',
  'look-up.not-mocked',
] as const
export type LookUpFailure = (typeof LOOK_UP_FAILURES)[number]

/**
 * A reply instead of a real one. `body`: text as it comes, anything else as JSON. `error`: one of the codes, or what went
 * wrong in words; `message`: the words beside a code. `durationMs`: how long the caller waits for it.
 */
export const lookUpMockSchema = z.union([
  z.object({
    status: z.int().min(100).max(599),
    body: z.unknown().optional(),
    contentType: z.string().optional(),
    durationMs: z.number().min(0).optional(),
  }),
  z.object({ error: z.string(), message: z.string().optional(), durationMs: z.number().min(0).optional() }),
])
export type LookUpMock = z.infer<typeof lookUpMockSchema>

/** By node id; a list gives one reply per visit, the last of it for all further ones. Null: that visit asks for real. */
export const lookUpMocksSchema = z.record(
  z.string(),
  z.union([lookUpMockSchema, z.array(lookUpMockSchema.nullable()).min(1)]),
)
export type LookUpMocks = z.infer<typeof lookUpMocksSchema>

/** A request as it went out. Secrets in it are masked. */
export const sentLookUpSchema = z.object({
  method: z.string(),
  url: z.string(),
  headers: z.array(z.tuple([z.string(), z.string()])),
  body: z.string().nullable(),
})
export type SentLookUp = z.infer<typeof sentLookUpSchema>

/** Its reply, secrets masked; or why there is none. */
export const lookUpResultSchema = z.union([
  z.object({
    ok: z.literal(true),
    status: z.int(),
    contentType: z.string().nullable(),
    text: z.string(),
    durationMs: z.number(),
  }),
  z.object({ ok: z.literal(false), code: z.enum(LOOK_UP_FAILURES), message: z.string(), durationMs: z.number() }),
])
export type LookUpResult = z.infer<typeof lookUpResultSchema>

/**
 * The *Send* button of an HTTP step. Sends what the step would send for this call, once. A method other
 * than GET asks first: 409 with the request as `request`, unless `isConfirmed`.
 */
export const tryOutRequestSchema = z.object({
  document: storedDocumentSchema,
  nodeId: z.string(),
  call: z.record(z.string(), z.unknown()).default({}),
  /** Values of variables that earlier steps would have set. */
  variables: z.record(z.string(), z.unknown()).default({}),
  now: z.string().optional(),
  isConfirmed: z.boolean().default(false),
})
export type TryOutRequest = z.input<typeof tryOutRequestSchema>

export const triedOutSchema = z.object({
  /** Null where the step fails before anything is sent: see `failure`. */
  request: sentLookUpSchema.nullable(),
  reply: lookUpResultSchema.nullable(),
  /** The exit that a call would take. */
  took: z.enum(['success', 'failure', 'error']),
  /** Why it is `error`. */
  failure: z.object({ code: z.string(), message: z.string() }).nullable(),
  /** What the step assigned, by variable; a sensitive value is masked. */
  assigned: z.record(z.string(), z.unknown()),
})
export type TriedOut = z.infer<typeof triedOutSchema>

export const stepOperations = {
  'step.tryOut': {
    method: 'POST',
    path: '/try-out',
    title: 'Send the request of an HTTP step',
    description: 'A method other than GET needs `isConfirmed`: without it, 409 with the request that would be sent.',
    permission: 'flow.edit',
    isChange: false,
    body: { kind: 'document', schema: tryOutRequestSchema },
    output: triedOutSchema,
  },
} as const satisfies Record<string, Operation>
