/** RFC 9457 problem documents and what is wrong with a flow. */
import { z } from 'zod'
import { DIAGNOSTIC_CODES } from '../diagnostics/diagnostic.ts'
import { idSchema, timeSchema } from './common.ts'
import { sentLookUpSchema } from './look-ups.ts'
import { tableErrorSchema } from './tables.ts'
import { failedTestSchema, testProblemSchema } from './test-problems.ts'

const editSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('connect'), label: z.string(), source: idSchema, port: z.string(), target: idSchema }),
  z.object({ kind: z.literal('delete-node'), label: z.string(), nodeId: idSchema }),
  z.object({ kind: z.literal('use-own-zone'), label: z.string() }),
  z.object({ kind: z.literal('use-zone'), label: z.string(), zone: z.string() }),
  z.object({ kind: z.literal('set-setting'), label: z.string(), setting: z.literal('kazoo'), value: z.string() }),
  z.object({
    kind: z.literal('set-field'),
    label: z.string(),
    nodeId: idSchema,
    field: z.string(),
    value: z.unknown(),
    also: z.array(z.object({ field: z.string(), value: z.unknown() })).optional(),
  }),
  z.object({
    kind: z.literal('insert-step'),
    label: z.string(),
    edgeId: idSchema,
    type: z.string(),
    data: z.record(z.string(), z.unknown()),
  }),
])
const fixSchema = z.discriminatedUnion('kind', [
  ...editSchema.options,
  z.object({ kind: z.literal('all'), label: z.string(), fixes: z.array(editSchema) }),
])

export const diagnosticSchema = z
  .object({
    severity: z.enum(['error', 'warning', 'info']),
    code: z.enum(DIAGNOSTIC_CODES),
    message: z.string(),
    nodeId: z.string().nullable(),
    field: z.string().nullable(),
    short: z.string().optional(),
    versions: z.array(z.string()).optional(),
    fix: fixSchema.optional(),
    otherFix: fixSchema.optional(),
    reason: z.string().optional(),
    silenced: z.string().optional(),
  })
  .meta({
    id: 'Diagnostic',
    examples: [
      {
        severity: 'warning',
        code: 'port.unconnected',
        message: 'The exit “No input” is not connected. Callers who press nothing hear the fallback.',
        nodeId: 'menu',
        field: null,
      },
    ],
  })

/** RFC 9457. */
export const problemSchema = z
  .looseObject({
    type: z.string().optional(),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    diagnostics: z.array(diagnosticSchema).optional(),
    /** 409: what is stored now. */
    current: z.looseObject({ revision: z.int(), updatedAt: timeSchema }).optional(),
    /** What is wrong with the rows of a table, the first hundred. */
    errors: z.array(tableErrorSchema).optional(),
    /** How many there are in all; a file is read no further where there are 10,000. */
    errorCount: z.int().optional(),
    /** 409 of a try-out: what would be sent. */
    request: sentLookUpSchema.optional(),
    /** What is wrong with the text of tests. */
    testProblems: z.array(testProblemSchema).optional(),
    /** Of a publish with the type `tests-failed`. */
    failedTests: z.array(failedTestSchema).optional(),
  })
  .meta({
    id: 'Problem',
    examples: [
      {
        title: 'Someone else saved this flow.',
        status: 409,
        detail: 'It is at revision 8 now.',
        current: { revision: 8, updatedAt: '2026-11-30T09:15:00.000Z' },
      },
    ],
  })
export type ProblemDetails = z.infer<typeof problemSchema>
