/** `/api/flows/:id/preview`: a draft, a version, or the document that is sent, played as a call. */
import { previewRequestSchema } from '@callflow-studio/model/api'
import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import type { z } from 'zod'
import { type CompiledDocument, compileStored, compileText } from '../flows/read-stored.ts'
import type { FlowRow } from '../store/flows.ts'
import type { ApiDeps } from './api-deps.ts'
import { pivotUrlOf } from './pivot-url.ts'
import { playCall } from './play-call.ts'
import { notFound, refusedDocument } from './problem.ts'
import { readJson } from './read-json.ts'

export function createPreviewRoute(deps: ApiDeps): Hono<{ Bindings: HttpBindings }> {
  return new Hono<{ Bindings: HttpBindings }>().post('/:id/preview', async (context) => {
    const row = await deps.flows.find(context.req.param('id'))
    if (!row) throw notFound('The flow')
    const wish = await readJson(context, previewRequestSchema)
    const { id, name, latest_version: latest, key } = row
    const compiled = await compileWished(deps, row, wish)
    const flow = { id, name, version: (latest ?? 0) + 1, compiled, pivotUrl: pivotUrlOf(context, deps, key) }
    return context.json(await playCall(deps, flow, wish))
  })
}

/** The document that was sent, else a version, else the draft. */
async function compileWished(
  deps: ApiDeps,
  row: FlowRow,
  { document, version }: z.output<typeof previewRequestSchema>,
): Promise<CompiledDocument> {
  const around = { ...deps.world, flowId: row.id }
  const text = version === undefined ? row.document : (await deps.flows.version(row.id, version))?.document
  if (document === undefined && text === undefined) throw notFound('The version')
  const compiled =
    document === undefined ? compileText(text ?? '', around, deps.world) : compileStored(document, around, deps.world)
  if (!compiled.ok) throw refusedDocument('The document cannot be previewed.', compiled.diagnostics)
  return compiled.value
}
