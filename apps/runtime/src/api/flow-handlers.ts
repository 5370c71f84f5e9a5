/** Flows: drafts, publishing, versions. */
import { type Diagnostic, emptyDocument } from '@callflow-studio/model'
import type { Flow, Version, VersionSummary } from '@callflow-studio/model/api'
import type { ChangeResult } from '../changes/result.ts'
import { configuredFlowSettings } from '../flows/configured-flow-settings.ts'
import type { FlowFailure, VersionTests } from '../flows/flows.ts'
import type { FlowHead, FlowRecord } from '../store/flow-store.ts'
import type { VersionHead } from '../store/version-store.ts'
import type { ApiDeps } from './api-deps.ts'
import type { FlowJson } from './flow-json.ts'
import { type Handlers, type JsonText, withDocument } from './handlers.ts'
import { type ApiContext, pivotUrlOf } from './pivot-url.ts'
import { ApiProblem, notFound, refusedDocument } from './problem.ts'

export function flowHandlers(deps: ApiDeps, json: FlowJson) {
  const { flows } = deps
  const show = (context: ApiContext, row: FlowRecord): Promise<JsonText<Flow>> =>
    json.toJson(row, pivotUrlOf(context, deps, row.key))

  return {
    'flow.list': async ({ query, context }) => {
      const all = await flows.list({ deleted: query.trash })
      const found = query.q.trim() === '' ? null : await deps.summaries.search(all, query.q)
      const listed = found ? all.filter(({ id }) => found.has(id)) : all
      return { flows: await json.summarize(listed, ({ key }) => pivotUrlOf(context, deps, key)) }
    },
    'flow.create': async ({ actor, body, document, refused, context }) => {
      checkIsKnown(refused)
      const begun = document ?? JSON.stringify(emptyDocument(configuredFlowSettings(deps.config)))
      return show(context, done(await flows.create(actor, { ...body, document: begun })))
    },
    'flow.show': async ({ params, context }) => {
      const row = await flows.find(params.id)
      if (!row) throw notFound('The flow')
      return show(context, row)
    },
    'flow.save': async ({ actor, params, body, document, refused, context }) => {
      checkIsKnown(refused)
      return show(context, done(await flows.save(actor, params.id, { ...body, document: document ?? '' })))
    },
    'flow.delete': async ({ actor, params }) => {
      done(await flows.delete(actor, params.id))
    },
    'flow.restore': async ({ actor, params, context }) => show(context, done(await flows.restore(actor, params.id))),
    'flow.unpublish': async ({ actor, params, context }) =>
      show(context, done(await flows.unpublish(actor, params.id))),
    'flow.rotateKey': async ({ actor, params, context }) =>
      show(context, done(await flows.rotateKey(actor, params.id))),
    'flow.publish': async ({ actor, params, body, context }) => {
      const { version, flow, diagnostics } = done(await flows.publish(actor, params.id, body))
      return { version, pivotUrl: pivotUrlOf(context, deps, flow.key), diagnostics }
    },
    'version.list': async ({ params }) => {
      const row = await flows.head(params.id)
      if (!row || row.deletedAt !== null) throw notFound('The flow')
      const versions = await flows.versions(row.id)
      return { versions: versions.map((version) => toVersion(version, row)) }
    },
    'version.show': async ({ params }) => {
      // Of a deleted flow too: its calls are still looked at.
      const row = await flows.head(params.id)
      const version = await flows.version(params.id, versionOf(params.version))
      if (!version) throw notFound('The version')
      const isKnown = row !== null && row.deletedAt === null
      const shown = toVersion(version, isKnown ? row : null)
      const tests = shown.tests && { ...shown.tests, failures: testsOf(version)?.failures ?? [] }
      return withDocument<Version>({ ...shown, tests }, version.document)
    },
    'version.activate': async ({ actor, params, context }) =>
      show(context, done(await flows.activate(actor, params.id, versionOf(params.version)))),
  } satisfies Partial<Handlers>
}

/** @throws ApiProblem for what could not be done */
function done<T>(result: ChangeResult<T, FlowFailure>): T {
  if (result.ok) return result.value
  switch (result.why) {
    case 'missing':
      throw notFound('The flow')
    case 'conflict':
      throw new ApiProblem(409, 'Someone else saved this flow.', {
        detail: `It is at revision ${result.current.revision} now.`,
        current: { revision: result.current.revision, updatedAt: result.current.updatedAt },
      })
    case 'refused':
      throw refusedDocument('The flow has errors and was not published.', result.diagnostics)
    case 'tests failed':
      throw new ApiProblem(422, 'Tests of the flow fail, and it was not published.', {
        type: 'tests-failed',
        detail: `${count(result.failures.length)}: ${result.failures[0]?.name}`,
        failedTests: result.failures,
      })
  }
}

/** @throws ApiProblem 422 for a document of a newer studio, which must be left as it is */
function checkIsKnown(refused: Diagnostic[] | null): void {
  if (refused) throw refusedDocument('The document cannot be saved here.', refused)
}

const versionOf = (text: string): number => (/^\d{1,9}$/.test(text) ? Number(text) : -1)

const count = (failed: number): string => (failed === 1 ? '1 test fails' : `${failed} tests fail, the first of them`)

const testsOf = ({ tests }: VersionHead): VersionTests | null => (tests === null ? null : JSON.parse(tests))

function toVersion(version: VersionHead, row: FlowHead | null): VersionSummary {
  const tests = testsOf(version)
  return {
    version: version.version,
    note: version.note,
    publishedAt: version.publishedAt,
    isLive: row?.liveVersion === version.version,
    changedSteps: version.changedSteps,
    tests: tests && { passed: tests.passed, failed: tests.failures.length, overrideReason: tests.overrideReason },
  }
}
