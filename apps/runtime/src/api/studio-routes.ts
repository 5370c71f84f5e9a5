/** `/api/studio`, `/api/examples`, `/api/validate`: what belongs to no single flow. */
import { type Studio, validateSchema } from '@callflow-studio/model/api'
import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { gatherSurroundings } from '../documents/surroundings.ts'
import { EXAMPLES } from '../examples/index.ts'
import { publicHostProblem } from '../pivot/address.ts'
import type { ApiDeps } from './api-deps.ts'
import { publicBaseOf } from './pivot-url.ts'
import { refusedDocument } from './problem.ts'
import { readJson } from './read-json.ts'

export function createStudioRoutes(deps: ApiDeps): Hono<{ Bindings: HttpBindings }> {
  return new Hono<{ Bindings: HttpBindings }>()
    .get('/studio', (context) =>
      context.json({
        publicUrl: deps.config.publicUrl,
        publicUrlProblem: publicHostProblem(publicBaseOf(context, deps)),
        kazooVersion: deps.config.kazooVersion,
        defaultTimezone: deps.config.defaultTimezone,
        defaultLocale: deps.config.defaultLocale,
        version: deps.version,
      } satisfies Studio),
    )
    .get('/examples', (context) => context.json({ examples: EXAMPLES }))
    .post('/validate', async (context) => {
      const { document, flowId, withReport } = await readJson(context, validateSchema)
      const around = await gatherSurroundings(deps, document)
      const checked = await deps.documents.ask({
        kind: 'check',
        document,
        flowId,
        withReport: withReport === true,
        around,
      })
      if (!checked.ok) throw refusedDocument('The document cannot be checked here.', checked.diagnostics)
      return context.json(checked.value)
    })
}
