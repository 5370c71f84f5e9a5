/** `/api/import` and `/api/flows/:id/export`: callflows of KAZOO's, TwiML and documents, in and out. Nothing is stored here. */
import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { newFlowSettings } from '../flows/new-flow-settings.ts'
import type { ApiDeps } from './api-deps.ts'
import type { FlowSummaries } from './flow-json.ts'
import { ApiProblem, notFound, refusedDocument, toApiProblem } from './problem.ts'
import { jsonResponse, readBodyText } from './read-json.ts'

export function createImportRoutes(
  { flows, config, documents }: ApiDeps,
  summaries: FlowSummaries,
): Hono<{ Bindings: HttpBindings }> {
  return new Hono<{ Bindings: HttpBindings }>()
    .post('/import', async (context) => {
      const result = await documents.import(await readBodyText(context), newFlowSettings(config))
      if (!result.ok) throw toApiProblem(result.problem)
      return jsonResponse(context, result.json)
    })
    .get('/flows/:id/export', async (context) => {
      const row = await flows.find(context.req.param('id'))
      if (!row) throw notFound('The flow')
      const format = context.req.query('format') ?? 'document'
      const document = await summaries.documentOf(row)
      if (format === 'document') return jsonResponse(context, document)
      if (format !== 'callflow')
        throw new ApiProblem(400, 'There is no such format.', { detail: 'A flow leaves as callflow or document.' })
      const result = await documents.export(document, context.req.query('withDiagnostics') === 'true')
      if (!result.ok) throw refusedDocument(result.title, result.diagnostics)
      return jsonResponse(context, result.json)
    })
}
