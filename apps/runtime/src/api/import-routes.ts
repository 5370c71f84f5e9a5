/** `/api/import` and `/api/flows/:id/export`: callflows of KAZOO's, TwiML and documents, in and out. Nothing is stored here. */
import { exportCallflow, readDocument } from '@callflow-studio/model'
import { type Imported, importSchema } from '@callflow-studio/model/api'
import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { newFlowSettings } from '../flows/new-flow-settings.ts'
import type { ApiDeps } from './api-deps.ts'
import { ApiProblem, notFound, refusedDocument } from './problem.ts'
import { readJson } from './read-json.ts'

export function createImportRoutes({ flows, config, documents }: ApiDeps): Hono<{ Bindings: HttpBindings }> {
  return new Hono<{ Bindings: HttpBindings }>()
    .post('/import', async (context) => {
      const { format, source, kazoo, baseUrl } = await readJson(context, importSchema)
      const options = { kazoo, defaultProfile: config.kazooVersion }
      const result = await documents.ask({ kind: 'import', format, source, options: { ...options, baseUrl } })
      if (!result.ok) throw refusedDocument('Nothing in it can be drawn.', result.diagnostics)
      return context.json({
        document: { ...result.value, settings: { ...result.value.settings, ...newFlowSettings(config) } },
        diagnostics: result.diagnostics.map((each) => ({ ...each })),
        profile: kazoo ?? config.kazooVersion,
      } satisfies Imported)
    })
    .get('/flows/:id/export', async (context) => {
      const row = await flows.find(context.req.param('id'))
      if (!row) throw notFound('The flow')
      const format = context.req.query('format') ?? 'document'
      if (format === 'document') return context.json(JSON.parse(row.document))
      if (format !== 'callflow')
        throw new ApiProblem(400, 'There is no such format.', { detail: 'A flow leaves as callflow or document.' })
      const read = readDocument(JSON.parse(row.document))
      if (!read.ok) throw refusedDocument('The document cannot be read here.', read.diagnostics)
      const result = exportCallflow(read.value, read.value.settings.kazoo ?? config.kazooVersion)
      if (!result.ok)
        throw refusedDocument('Only a flow that needs no studio can leave as a callflow.', result.diagnostics)
      return context.json(result.callflow)
    })
}
