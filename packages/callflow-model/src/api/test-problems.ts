/** What is wrong with tests, and where they fail. */
import { z } from 'zod'
import { idSchema } from './common.ts'

const place = {
  /** Into the scenario: `["happens", 2]` is the third line of what happens. */
  path: z.array(z.union([z.string(), z.number()])),
  /** In the text, from 1. */
  line: z
    .int()
    .nullable()
    .meta({ examples: [3] }),
  column: z
    .int()
    .nullable()
    .meta({ examples: [5] }),
}

/** What is wrong with the text of a test. */
export const testProblemSchema = z.object({
  /** error: it is not run. */
  severity: z.enum(['error', 'warning']),
  message: z.string().meta({ examples: ['There is no step “Sals”. Did you mean “Sales”?'] }),
  ...place,
})
export type TestProblem = z.infer<typeof testProblemSchema>

/** The first thing that differed. */
export const testFailureSchema = z.object({
  /** What the test says, or what is wrong with it. */
  expected: z.string().meta({ examples: ['hears “Good-bye”'] }),
  /** What happened instead; empty where nothing was run. */
  happened: z.string().meta({ examples: ['The caller heard “Welcome”. Sales is ringing.'] }),
  ...place,
  /** The last step of the flow that the call got to. */
  nodeId: z.string().nullable(),
})
export type TestFailure = z.infer<typeof testFailureSchema>

export const testNameSchema = z.string().meta({ examples: ['Nobody answers'] })

export const failedTestSchema = z.object({ testId: idSchema, name: testNameSchema, failure: testFailureSchema })
export type FailedTest = z.infer<typeof failedTestSchema>
