/** `/api/studio`, `/api/examples`, `/api/validate`: what belongs to no single flow. */
import type { Studio } from '@callflow-studio/model/api'
import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { EXAMPLES } from '../examples/index.ts'
import { publicHostProblem } from '../pivot/address.ts'
import type { ApiDeps } from './api-deps.ts'
import { publicBaseOf } from './pivot-url.ts'
import { refusedDocument } from './problem.ts'
import { jsonResponse, readWithDocument } from './read-json.ts'

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
      const { wish, document } = await readWithDocument(context, 'validate', deps.documents)
      const { flowId, withReport = false } = wish
      const checked = await deps.documents.check(document ?? '', { flowId, withReport })
      if (!checked.ok) throw refusedDocument('The document cannot be checked here.', checked.diagnostics)
      return jsonResponse(context, checked.value)
    })
}
