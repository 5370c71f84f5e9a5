/** `/api/flows/:id/preview`: a draft, a version, or the document that is sent, played as a call. */
import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { prepareText } from '../flows/read-stored.ts'
import { inSlices } from '../threads/in-slices.ts'
import type { ApiDeps } from './api-deps.ts'
import { pivotUrlOf } from './pivot-url.ts'
import { playCall } from './play-call.ts'
import { notFound, refusedDocument } from './problem.ts'
import { readWithDocument } from './read-json.ts'

export function createPreviewRoute(deps: ApiDeps): Hono<{ Bindings: HttpBindings }> {
  return new Hono<{ Bindings: HttpBindings }>().post('/:id/preview', async (context) => {
    const row = await deps.flows.find(context.req.param('id'))
    if (!row) throw notFound('The flow')
    const { wish, document } = await readWithDocument(context, 'preview', deps.documents)
    const { id, name, latestVersion: latest, key } = row
    const ofVersion = wish.version === undefined ? row.document : (await deps.flows.version(id, wish.version))?.document
    const text = document ?? ofVersion
    if (text === undefined) throw notFound('The version')
    const judged = await deps.documents.judge(text, id, null)
    if (!judged.ok) throw refusedDocument('The document cannot be previewed.', judged.diagnostics)
    const { diagnostics, problems } = judged.value
    const prepared = await inSlices(prepareText(text, { defaultProfile: deps.config.kazooVersion }, problems))
    if (!prepared.ok) throw refusedDocument('The document cannot be previewed.', prepared.diagnostics)
    const playable = { ...prepared.value, diagnostics }
    const flow = { id, name, version: (latest ?? 0) + 1, document: playable, pivotUrl: pivotUrlOf(context, deps, key) }
    return context.json(await playCall(deps, flow, wish))
  })
}
