/** `/api/flows`: drafts, publishing, versions. */

import { type Diagnostic, emptyDocument } from '@callflow-studio/model'
import { type FlowSummary, type flowListSchema, publishSchema, type VersionSummary } from '@callflow-studio/model/api'
import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import type { z } from 'zod'
import { type Actor, ADMINISTRATOR } from '../changes/actor.ts'
import type { Result } from '../changes/result.ts'
import type { FlowFailure } from '../flows/flows.ts'
import { newFlowSettings } from '../flows/new-flow-settings.ts'
import type { FlowHead, FlowRecord } from '../store/flow-store.ts'
import type { VersionHead } from '../store/version-store.ts'
import { createPauses } from '../threads/in-slices.ts'
import type { ApiDeps } from './api-deps.ts'
import { type FlowSummaries, withDocument } from './flow-json.ts'
import { type ApiContext, pivotUrlOf } from './pivot-url.ts'
import { ApiProblem, notFound, refusedDocument } from './problem.ts'
import { jsonResponse, readJson, readWithDocument } from './read-json.ts'

export function createFlowRoutes(deps: ApiDeps, summaries: FlowSummaries): Hono<{ Bindings: HttpBindings }> {
  const { flows } = deps
  const showFlow = async (context: ApiContext, row: FlowRecord, status: 200 | 201 = 200): Promise<Response> =>
    jsonResponse(context, await summaries.toJson(row, pivotUrlOf(context, deps, row.key)), status)
  const idOf = (context: ApiContext): string => context.req.param('id') ?? ''
  const change =
    (make: (actor: Actor, id: string) => Promise<Result<FlowRecord, FlowFailure>>) => async (context: ApiContext) =>
      showFlow(context, done(await make(ADMINISTRATOR, idOf(context))))

  return new Hono<{ Bindings: HttpBindings }>()
    .get('/', async (context) => {
      const rows = await flows.list({ deleted: context.req.query('trash') === 'true' })
      const pause = createPauses()
      const shown: FlowSummary[] = []
      for (const row of rows) {
        shown.push(await summaries.summarize(row, pivotUrlOf(context, deps, row.key)))
        await pause()
      }
      return context.json({ flows: shown } satisfies z.input<typeof flowListSchema>)
    })
    .post('/', async (context) => {
      const { wish, document, refused } = await readWithDocument(context, 'create', deps.documents)
      checkIsKnown(refused)
      const begun = document ?? JSON.stringify(emptyDocument(newFlowSettings(deps.config)))
      return showFlow(context, done(await flows.create(ADMINISTRATOR, { ...wish, document: begun })), 201)
    })
    .get('/:id', async (context) => {
      const row = await flows.find(idOf(context))
      if (!row) throw notFound('The flow')
      return showFlow(context, row)
    })
    .put('/:id', async (context) => {
      const { wish, document, refused } = await readWithDocument(context, 'save', deps.documents)
      checkIsKnown(refused)
      return showFlow(
        context,
        done(await flows.save(ADMINISTRATOR, idOf(context), { ...wish, document: document ?? '' })),
      )
    })
    .delete('/:id', async (context) => {
      done(await flows.delete(ADMINISTRATOR, idOf(context)))
      return context.body(null, 204)
    })
    .post('/:id/restore', change(flows.restore))
    .post('/:id/unpublish', change(flows.unpublish))
    .post('/:id/rotate-key', change(flows.rotateKey))
    .post('/:id/publish', async (context) => {
      const { version, flow, diagnostics } = done(
        await flows.publish(ADMINISTRATOR, idOf(context), await readJson(context, publishSchema)),
      )
      return context.json({ version, pivotUrl: pivotUrlOf(context, deps, flow.key), diagnostics })
    })
    .get('/:id/versions', async (context) => {
      const row = await flows.head(idOf(context))
      if (!row || row.deletedAt !== null) throw notFound('The flow')
      const versions = await flows.versions(row.id)
      return context.json({ versions: versions.map((version) => toVersion(version, row)) })
    })
    .get('/:id/versions/:version', async (context) => {
      // Of a deleted flow too: its calls are still looked at.
      const row = await flows.head(idOf(context))
      const version = await flows.version(idOf(context), versionOf(context))
      if (!version) throw notFound('The version')
      const isKnown = row !== null && row.deletedAt === null
      return jsonResponse(context, withDocument(toVersion(version, isKnown ? row : null), version.document))
    })
    .post('/:id/versions/:version/activate', async (context) =>
      showFlow(context, done(await flows.activate(ADMINISTRATOR, idOf(context), versionOf(context)))),
    )
}

/** @throws ApiProblem for what could not be done */
function done<T>(result: Result<T, FlowFailure>): T {
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
  }
}

/** @throws ApiProblem 422 for a document of a newer studio, which must be left as it is */
function checkIsKnown(refused: Diagnostic[] | null): void {
  if (refused) throw refusedDocument('The document cannot be saved here.', refused)
}

const versionOf = (context: ApiContext): number => {
  const text = context.req.param('version') ?? ''
  return /^\d{1,9}$/.test(text) ? Number(text) : -1
}

const toVersion = (version: VersionHead, row: FlowHead | null): VersionSummary => ({
  version: version.version,
  note: version.note,
  publishedAt: version.publishedAt,
  isLive: row?.liveVersion === version.version,
  changedSteps: version.changedSteps,
})
