/** Tests that are kept with their flow. */
import type { Diagnostic } from '@callflow-studio/model'
import { MAX_TESTS, type TestProblem } from '@callflow-studio/model/api'
import type { ChangeResult } from '../changes/result.ts'
import type { TestChangeFailure } from '../flows/flow-tests.ts'
import type { TestedDraft } from '../flows/test-runs.ts'
import type { ApiDeps } from './api-deps.ts'
import type { Handlers } from './handlers.ts'
import { ApiProblem, notFound, refusedDocument } from './problem.ts'

export function testHandlers({ flows, tests, testRuns, documents, callLog, now }: ApiDeps) {
  /** The document that is sent, else the stored draft. */
  async function draftOf(flowId: string, document: string | null): Promise<TestedDraft & { at: string }> {
    const row = await flows.find(flowId)
    if (!row) throw notFound('The flow')
    return { flow: { id: row.id, name: row.name }, text: document ?? row.document, at: now().toISOString() }
  }
  async function listOf(flowId: string) {
    const found = await tests.list(flowId)
    if (!found) throw notFound('The flow')
    return found
  }

  return {
    'test.list': async ({ params }) => ({ tests: await listOf(params.id) }),
    'test.create': async ({ actor, params, body }) => ({
      tests: done(await tests.create(actor, params.id, body.text), 'The flow'),
    }),
    'test.update': async ({ actor, params, body }) =>
      done(await tests.update(actor, params.id, params.testId, body.text), 'The test'),
    'test.delete': async ({ actor, params }) => {
      done(await tests.delete(actor, params.id, params.testId), 'The test')
    },
    'test.export': async ({ params, context }) => {
      const { flow } = await draftOf(params.id, null)
      const texts = (await listOf(params.id)).map(({ text }) => (text.endsWith('\n') ? text : `${text}\n`))
      const name = encodeURIComponent(`${flow.name}.yaml`.toWellFormed())
      return context.body(texts.join('---\n'), 200, {
        'Content-Type': 'application/yaml; charset=utf-8',
        'Content-Disposition': `attachment; filename*=UTF-8''${name}`,
      })
    },
    'test.run': async ({ params, body, document }) =>
      answered(await testRuns.run(await draftOf(params.id, document), body)),
    'test.try': async ({ params, body, document }) => {
      const draft = await draftOf(params.id, document)
      const seen = body.text.includes('look-ups') ? await callLog.lookUpsOf(params.id) : []
      return answered(await documents.tryTests(draft, body.text, seen))
    },
    'test.suggest': async ({ params, document }) => {
      const draft = await draftOf(params.id, document)
      const covered = (await listOf(params.id)).flatMap(({ lastRun }) => lastRun ?? [])
      return answered(await documents.suggestTests(draft, covered))
    },
    'test.propose': async ({ params, body, document }) => {
      const draft = await draftOf(params.id, document)
      const { name = null, lookUps, exchanges } = body
      const { now: began = draft.at, call, does, switches = {}, kept = {}, startAt } = body.preview
      const startedAt = new Date(began)
      if (Number.isNaN(startedAt.getTime())) throw new ApiProblem(422, 'The time of the call cannot be read.')
      const previewed = {
        call,
        startedAt,
        does,
        lookUps,
        exchanges,
        switches,
        kept,
        ...(startAt === undefined ? {} : { startAt }),
      }
      const taken = (await listOf(params.id)).map((test) => test.name)
      return answered(await documents.proposeTest(draft, previewed, name, taken))
    },
  } satisfies Partial<Handlers>
}

/** @throws ApiProblem for a document that cannot be read */
function answered<T>(result: { ok: true; value: T } | { ok: false; diagnostics: Diagnostic[] }): T {
  if (result.ok) return result.value
  throw refusedDocument('The document cannot be tested here.', result.diagnostics)
}

/** @throws ApiProblem for what could not be done */
function done<T>(result: ChangeResult<T, TestChangeFailure>, what: string): T {
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
