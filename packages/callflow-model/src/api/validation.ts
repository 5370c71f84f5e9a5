/** What is to say of a document: problems, new requests, call paths. */
import { z } from 'zod'
import { storedDocumentSchema } from '../document/flow-document.ts'
import type { Operation } from './operation.ts'
import { diagnosticSchema } from './problems.ts'
import { proofSchema } from './proof.ts'

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
  /** Ask for `report` and `proof` too. */
  withReport: z.boolean().default(false),
})
/** One path through a flow, and how many requests KAZOO makes on it. */
export const flowPathSchema = z.object({
  /** In order. `flowId`: of a sub-flow; null in the flow itself. `port`: null where KAZOO continues without one or the path ends. */
  steps: z.array(z.object({ flowId: z.string().nullable(), nodeId: z.string(), port: z.string().nullable() })),
  /** More where a question is repeated; `most` is null where the path loops. */
  requests: z.object({ least: z.int(), most: z.int().nullable() }),
  /** Where KAZOO sends a new request, and why; without questions, which always cause one. */
  cuts: z.array(z.object({ nodeId: z.string(), reason: cutSchema.shape.reason })),
  /** The step where it loops back; null where it comes to an end. */
  backTo: z.string().nullable(),
})
export type FlowPath = z.infer<typeof flowPathSchema>

export const validationSchema = z.object({
  diagnostics: z.array(diagnosticSchema),
  /** Warnings for what callers suffer; those that were silenced are among them. */
  advice: z.array(diagnosticSchema).optional(),
  cuts: z.array(cutSchema),
  /** Most requests of one call; null where a loop has no bound. */
  mostRequests: z.int().nullable(),
  /** Each path through the flow, the first 200. */
  report: z.object({ paths: z.array(flowPathSchema), isComplete: z.boolean() }).optional(),
  /** What holds of every call. */
  proof: proofSchema.optional(),
})
export type Validation = z.infer<typeof validationSchema>
export type FlowReport = NonNullable<Validation['report']>

export const documentOperations = {
  'document.validate': {
    method: 'POST',
    path: '/validate',
    title: 'Check a document',
    permission: 'flow.read',
    isChange: false,
    body: { kind: 'document', schema: validateSchema },
    output: validationSchema,
  },
} as const satisfies Record<string, Operation>
