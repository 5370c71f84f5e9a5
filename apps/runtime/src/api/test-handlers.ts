/** Tests that are kept with their flow. */
import type { TestProblem } from '@callflow-studio/model/api'
import { MAX_TESTS } from '@callflow-studio/model/api'
import type { ChangeResult } from '../changes/result.ts'
import type { TestFailure } from '../flows/flow-tests.ts'
import type { ApiDeps } from './api-deps.ts'
import type { Handlers } from './handlers.ts'
import { ApiProblem, notFound } from './problem.ts'

export const testHandlers = ({ tests }: Pick<ApiDeps, 'tests'>) =>
  ({
    'test.list': async ({ params }) => {
      const found = await tests.list(params.id)
      if (!found) throw notFound('The flow')
      return { tests: found }
    },
    'test.create': async ({ actor, params, body }) => ({
      tests: done(await tests.create(actor, params.id, body.text), 'The flow'),
    }),
    'test.update': async ({ actor, params, body }) =>
      done(await tests.update(actor, params.id, params.testId, body.text), 'The test'),
    'test.delete': async ({ actor, params }) => {
      done(await tests.delete(actor, params.id, params.testId), 'The test')
    },
  }) satisfies Partial<Handlers>

/** @throws ApiProblem for what could not be done */
function done<T>(result: ChangeResult<T, TestFailure>, what: string): T {
  if (result.ok) return result.value
  switch (result.why) {
    case 'missing':
      throw notFound(what)
    case 'too many':
      throw new ApiProblem(422, `A flow has ${MAX_TESTS} tests at most.`)
    case 'invalid':
      throw new ApiProblem(422, 'The test cannot be read.', {
        detail: sentenceOf(result.problems),
        testProblems: result.problems,
      })
  }
}

function sentenceOf([first]: TestProblem[]): string {
  return first ? `Line ${first.line}, column ${first.column}: ${first.message}` : ''
}
