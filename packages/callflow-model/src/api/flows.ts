/** Flows and their versions. */
import { z } from 'zod'
import { flowSettingsSchema, storedDocumentSchema } from '../document/flow-document.ts'
import { KAZOO_PROFILES, KAZOO_VERSIONS } from '../kazoo/versions.ts'
import { flag, idSchema, nameSchema, pivotUrlSchema, storedNameSchema, timeSchema } from './common.ts'
import type { Operation } from './operation.ts'
import { diagnosticSchema } from './problems.ts'
import { failedTestSchema } from './test-problems.ts'

/** What lists tell of a flow, and the flow itself. */
const flowFields = {
  id: idSchema,
  name: storedNameSchema,
  revision: z.int().meta({ examples: [7] }),
  /** The version that new calls get; null: never published, or switched off. */
  liveVersion: z
    .int()
    .nullable()
    .meta({ examples: [4] }),
  /** The newest published version, live or not; null: never published. */
  latestVersion: z
    .int()
    .nullable()
    .meta({ examples: [4] }),
  draftChanged: z.boolean(),
  pivotUrl: pivotUrlSchema,
  createdAt: timeSchema,
  updatedAt: timeSchema,
}

export const flowSummarySchema = z
  .object({
    ...flowFields,
    /** In which it answers: what is published, else the draft. A flow runs only sub-flows of its own. */
    format: flowSettingsSchema.shape.format,
    /** The KAZOO that the draft is made for; null: that of the installation. */
    kazoo: z.enum(KAZOO_PROFILES).nullable(),
    /** The versions of KAZOO that have every module of the draft, where not all have; none: no version has them all. */
    needsKazoo: z.array(z.enum(KAZOO_VERSIONS)).nullable(),
    /** Steps that differ from the live version (added, changed, removed; moving is no change); 0 if never published. */
    changedSteps: z.int().meta({ examples: [2] }),
    deletedAt: timeSchema.nullable(),
    /** Steps drawn, notes, start and fallback not counted. */
    steps: z.int().meta({ examples: [12] }),
    /** Where the steps stand, for the thumbnail: type and position, of large flows as closely as a thumbnail shows it. */
    outline: z.array(z.object({ type: z.string(), x: z.number(), y: z.number() })),
    /** Why the draft cannot be read, where it cannot. */
    unreadable: z.string().optional(),
    /** Today in UTC hours: how many calls began, and how many requests failed. */
    callsToday: z.object({
      byHour: z.array(z.object({ calls: z.int(), errors: z.int() })).length(24),
      calls: z.int(),
      errors: z.int(),
    }),
  })
  .meta({ id: 'FlowSummary' })
export type FlowSummary = z.infer<typeof flowSummarySchema>

export const flowListSchema = z.object({ flows: z.array(flowSummarySchema) })
export type FlowList = z.infer<typeof flowListSchema>
/** `trash`: the deleted ones. */
export const flowListQuerySchema = z.object({ trash: flag(), q: z.string().max(200).default('') })

/** `callflow`: what KAZOO stores; `document`: what is drawn here. `withDiagnostics`: the callflow with what KAZOO lacks of it. */
export const exportQuerySchema = z.object({
  format: z.enum(['document', 'callflow']).default('document'),
  withDiagnostics: flag(),
})

export const createFlowSchema = z.object({
  name: nameSchema,
  document: storedDocumentSchema.optional(),
  /** A flow whose tests the new one gets too, where it is a copy. */
  testsOf: idSchema.optional(),
})

export const flowSchema = z.object({ ...flowFields, document: storedDocumentSchema }).meta({ id: 'Flow' })
export type Flow = z.infer<typeof flowSchema>

export const saveFlowSchema = z.object({
  name: nameSchema,
  document: storedDocumentSchema,
  revision: z
    .int()
    .min(0)
    .meta({ examples: [7] }),
})

export const publishSchema = z.object({
  note: z
    .string()
    .meta({ examples: ['Christmas hours'] })
    .max(2000)
    .optional(),
  revision: z
    .int()
    .meta({ examples: [7] })
    .optional(),
  /** Publishes although tests fail. The version keeps the reason. */
  testsOverride: z
    .object({
      reason: z
        .string()
        .trim()
        .min(1)
        .max(1000)
        .meta({ examples: ['The line is down: callers must hear it now.'] }),
    })
    .optional(),
})
export const publishedSchema = z.object({
  version: z.int().meta({ examples: [4] }),
  pivotUrl: pivotUrlSchema,
  diagnostics: z.array(diagnosticSchema),
})

const versionTestsSchema = z.object({
  passed: z.int().meta({ examples: [12] }),
  failed: z.int().meta({ examples: [0] }),
  /** Why it was published although tests failed. */
  overrideReason: z.string().nullable(),
})

export const versionSummarySchema = z
  .object({
    version: z.int().meta({ examples: [4] }),
    note: z.string().meta({ examples: ['Christmas hours'] }),
    publishedAt: timeSchema,
    isLive: z.boolean(),
    /** Steps that differ from the version before. */
    changedSteps: z.int().meta({ examples: [2] }),
    /** What came of the flow's tests when it was published; null: it had none. */
    tests: versionTestsSchema.nullable(),
  })
  .meta({ id: 'VersionSummary' })
export type VersionSummary = z.infer<typeof versionSummarySchema>
export const versionListSchema = z.object({ versions: z.array(versionSummarySchema) })
export const versionSchema = versionSummarySchema.extend({
  tests: versionTestsSchema.extend({ failures: z.array(failedTestSchema) }).nullable(),
  document: storedDocumentSchema,
})
export type Version = z.infer<typeof versionSchema>

/** *Test this URL*. */
export const probeSchema = z.object({
  checks: z
    .array(z.object({ name: z.string(), ok: z.boolean(), detail: z.string() }))
    .meta({ examples: [[{ name: 'Connection', ok: true, detail: 'An answer came after 12 ms.' }]] }),
})
export type Probe = z.infer<typeof probeSchema>

const readFlows = { permission: 'flow.read', isChange: false } as const
const editFlows = { permission: 'flow.edit', isChange: true } as const
const publishFlows = { permission: 'flow.publish', isChange: true } as const

export const flowOperations = {
  'flow.list': {
    method: 'GET',
    path: '/flows',
    title: 'List flows',
    ...readFlows,
    query: flowListQuerySchema,
    output: flowListSchema,
  },
  'flow.create': {
    method: 'POST',
    path: '/flows',
    title: 'Create a flow',
    ...editFlows,
    body: { kind: 'document', schema: createFlowSchema },
    output: flowSchema,
    status: 201,
  },
  'flow.show': {
    method: 'GET',
    path: '/flows/:id',
    title: 'Get a flow with its draft',
    ...readFlows,
    output: flowSchema,
  },
  'flow.save': {
    method: 'PUT',
    path: '/flows/:id',
    title: 'Save the draft of a flow',
    description: '`revision` is the one that was edited. If another one is stored, nothing is saved: 409.',
    ...editFlows,
    body: { kind: 'document', schema: saveFlowSchema },
    output: flowSchema,
  },
  'flow.delete': {
    method: 'DELETE',
    path: '/flows/:id',
    title: 'Move a flow to the trash',
    description: 'New calls get its fallback from then on.',
    ...editFlows,
    output: null,
  },
  'flow.restore': {
    method: 'POST',
    path: '/flows/:id/restore',
    title: 'Restore a flow from the trash',
    ...editFlows,
    output: flowSchema,
  },
  'flow.publish': {
    method: 'POST',
    path: '/flows/:id/publish',
    title: 'Publish the draft of a flow',
    description:
      'New calls get the new version. A draft with errors is not published: 422 with diagnostics. Nor is one whose tests fail: 422 of the type `tests-failed`, unless `testsOverride` says why.',
    ...publishFlows,
    body: { kind: 'json', schema: publishSchema },
    output: publishedSchema,
  },
  'flow.unpublish': {
    method: 'POST',
    path: '/flows/:id/unpublish',
    title: 'Unpublish a flow',
    description: 'New calls get 404. Calls in progress keep their version.',
    ...publishFlows,
    output: flowSchema,
  },
  'flow.rotateKey': {
    method: 'POST',
    path: '/flows/:id/rotate-key',
    title: 'Give a flow a new Pivot URL',
    description: 'The old URL stops working for new calls at once.',
    ...publishFlows,
    output: flowSchema,
  },
  'flow.probe': {
    method: 'POST',
    path: '/flows/:id/probe',
    title: 'Test the Pivot URL of a flow',
    ...readFlows,
    output: probeSchema,
  },
  'flow.export': {
    method: 'GET',
    path: '/flows/:id/export',
    title: 'Export a flow',
    ...readFlows,
    query: exportQuerySchema,
    output: z.looseObject({}),
  },
  'version.list': {
    method: 'GET',
    path: '/flows/:id/versions',
    title: 'List the versions of a flow',
    ...readFlows,
    output: versionListSchema,
  },
  'version.show': {
    method: 'GET',
    path: '/flows/:id/versions/:version',
    title: 'Get a version with its document',
    ...readFlows,
    output: versionSchema,
  },
  'version.activate': {
    method: 'POST',
    path: '/flows/:id/versions/:version/activate',
    title: 'Make a version live',
    ...publishFlows,
    output: flowSchema,
  },
} as const satisfies Record<string, Operation>
