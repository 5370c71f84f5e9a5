/** Tests of flows: scenarios that are stored with their flow (docs/tests.md). */
import { z } from 'zod'
import { storedDocumentSchema } from '../document/flow-document.ts'
import { idSchema, timeSchema } from './common.ts'
import type { Operation } from './operation.ts'
import { callEndSchema, exchangeSchema, previewLookUpSchema, previewRequestSchema } from './preview.ts'
import { testFailureSchema, testNameSchema, testProblemSchema } from './test-problems.ts'

/** Of one flow. */
export const MAX_TESTS = 1000
/** Of the text of tests, in characters. */
const MAX_TEXT = 1024 * 1024
const textSchema = z
  .string()
  .max(MAX_TEXT)
  .meta({
    examples: ['test: Nobody answers\nhappens:\n  - rings: Service, nobody answers\n  - ends in: Office mailbox\n'],
  })

export const testRunSchema = z
  .object({
    at: timeSchema,
    passed: z.boolean(),
    /** Null where it passed. */
    failure: testFailureSchema.nullable(),
    /** Why the call was over, in words, and what that is to the caller; null where it was not. */
    ended: z.string().nullable(),
    end: callEndSchema.nullable(),
    durationMs: z.number(),
    /** Steps and exits of the flow that the call got to, each once, in the order of the call. */
    steps: z.array(z.string()),
    exits: z.array(z.object({ nodeId: z.string(), port: z.string() })),
  })
  .meta({ id: 'TestRun' })
export type TestRun = z.infer<typeof testRunSchema>

export const flowTestSchema = z
  .object({
    id: idSchema,
    name: testNameSchema,
    /** YAML of one scenario, with its comments. */
    text: textSchema,
    createdAt: timeSchema,
    updatedAt: timeSchema,
    /** Null: it was not run since it was changed. */
    lastRun: testRunSchema.nullable(),
  })
  .meta({ id: 'FlowTest' })
export type FlowTest = z.infer<typeof flowTestSchema>

/** In the order in which they were created. */
export const flowTestListSchema = z.object({ tests: z.array(flowTestSchema) })
export type FlowTestList = z.infer<typeof flowTestListSchema>

/** Which steps and exits of a flow its tests get to. */
export const testCoverageSchema = z.object({
  steps: z.object({ reached: z.int(), all: z.int() }),
  exits: z.object({ reached: z.int(), all: z.int() }),
  /** Ids, in the order of the document. */
  missedSteps: z.array(z.string()),
  missedExits: z.array(z.object({ nodeId: z.string(), port: z.string() })),
})
export type TestCoverage = z.infer<typeof testCoverageSchema>

/** `document`: the stored draft if left out. */
const ofDocument = { document: storedDocumentSchema.optional() }

export const runTestsSchema = z.object({
  ...ofDocument,
  /** Ids; all tests if left out. */
  tests: z.array(idSchema).optional(),
  /** Only tests whose last run got to one of these steps or failed, and those that were never run. */
  touching: z.array(z.string()).optional(),
})
/** The results of what was run; the coverage is that of all tests by their last runs. */
export const ranTestsSchema = z.object({
  results: z.array(testRunSchema.extend({ testId: idSchema })),
  coverage: testCoverageSchema,
})

export const tryTestsSchema = z.object({ text: textSchema, ...ofDocument })
export const triedTestsSchema = z.object({
  problems: z.array(testProblemSchema),
  /** In the order of the text; none where a problem is an error. */
  results: z.array(
    testRunSchema.extend({
      name: testNameSchema,
      /** What a preview is asked to show the same call. */
      preview: previewRequestSchema.omit({ document: true, version: true, confirmed: true }),
    }),
  ),
})

export const suggestTestsSchema = z.object(ofDocument)
export const suggestedTestsSchema = z.object({
  tests: z.array(z.object({ name: testNameSchema, text: textSchema })),
  /** With the tests that there are and the suggested ones: the exits that it misses were not reached. */
  coverage: testCoverageSchema,
  /** Whether the search ended before every exit was tried. */
  cutOff: z.boolean(),
})

export const proposeTestSchema = z.object({
  ...ofDocument,
  /** What is tested. */
  name: testNameSchema.min(1).max(300).optional(),
  /** What the preview was asked; without `now`, it began just now. */
  preview: previewRequestSchema.pick({ call: true, now: true, switches: true, kept: true, startAt: true, does: true }),
  /** What it answered: replies and rows become those of the test. */
  lookUps: z.array(previewLookUpSchema).default([]),
  exchanges: z.array(exchangeSchema.pick({ nodes: true, variables: true })).default([]),
})
export const proposedTestSchema = z.object({ name: testNameSchema, text: textSchema })

const readTests = { permission: 'flow.read', isChange: false } as const
const editTests = { permission: 'flow.edit', isChange: true } as const

export const testOperations = {
  'test.list': {
    method: 'GET',
    path: '/flows/:id/tests',
    title: 'List the tests of a flow',
    ...readTests,
    output: flowTestListSchema,
  },
  'test.create': {
    method: 'POST',
    path: '/flows/:id/tests',
    title: 'Add tests to a flow',
    description:
      'One or several, with `---` between them. If one cannot be read, none is added: 422 with `testProblems`.',
    ...editTests,
    body: { kind: 'json', schema: z.object({ text: textSchema }) },
    output: flowTestListSchema,
    status: 201,
  },
  'test.update': {
    method: 'PUT',
    path: '/flows/:id/tests/:testId',
    title: 'Change a test',
    ...editTests,
    body: { kind: 'json', schema: z.object({ text: textSchema }) },
    output: flowTestSchema,
  },
  'test.delete': {
    method: 'DELETE',
    path: '/flows/:id/tests/:testId',
    title: 'Delete a test',
    ...editTests,
    output: null,
  },
  'test.export': {
    method: 'GET',
    path: '/flows/:id/tests/export',
    title: 'Export the tests of a flow',
    description: 'YAML with `---` between the tests, for files and `callflow test`.',
    ...readTests,
    output: { mediaType: 'application/yaml' },
  },
  'test.run': {
    method: 'POST',
    path: '/flows/:id/tests/run',
    title: 'Run the tests of a flow',
    description: 'The results are kept beside the tests. They are no change of the flow.',
    ...readTests,
    body: { kind: 'document', schema: runTestsSchema },
    output: ranTestsSchema,
  },
  'test.try': {
    method: 'POST',
    path: '/flows/:id/tests/try',
    title: 'Try tests that are not stored',
    ...readTests,
    body: { kind: 'document', schema: tryTestsSchema },
    output: triedTestsSchema,
  },
  'test.suggest': {
    method: 'POST',
    path: '/flows/:id/tests/suggest',
    title: 'Suggest tests of a flow',
    description:
      'The fewest calls that take every exit which the tests of the flow do not take yet. None of them is stored.',
    ...readTests,
    body: { kind: 'document', schema: suggestTestsSchema },
    output: suggestedTestsSchema,
  },
  'test.propose': {
    method: 'POST',
    path: '/flows/:id/tests/propose',
    title: 'Propose a test of a previewed call',
    description: 'What is heard, who rings and where the call ends becomes what the test expects. It is not stored.',
    ...readTests,
    body: { kind: 'document', schema: proposeTestSchema },
    output: proposedTestSchema,
  },
} as const satisfies Record<string, Operation>
