/** `/api`: check the input, call one function, answer. */
import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import type { ApiDeps } from './api-deps.ts'
import { createCallRoutes } from './call-routes.ts'
import { createFlowSummaries } from './flow-json.ts'
import { createFlowRoutes } from './flow-routes.ts'
import { createHolidayRoutes } from './holiday-routes.ts'
import { createImportRoutes } from './import-routes.ts'
import { createPreviewRoute } from './preview-route.ts'
import { createProbeRoute } from './probe-route.ts'
import { notFound } from './problem.ts'
import { createRecordingRoutes } from './recording-routes.ts'
import { createSecretRoutes } from './secret-routes.ts'
import { createStudioRoutes } from './studio-routes.ts'
import { createSwitchRoutes } from './switch-routes.ts'
import { createTableRoutes } from './table-routes.ts'
import { createTryOutRoute } from './try-out-route.ts'

export function createApi(deps: ApiDeps): Hono<{ Bindings: HttpBindings }> {
  const summaries = createFlowSummaries(deps.flows, deps.documents, deps.callLog.counts)
  return new Hono<{ Bindings: HttpBindings }>()
    .use(async (context, next) => {
      await next()
      context.res.headers.set('Cache-Control', 'no-store')
    })
    .route('/flows', createFlowRoutes(deps, summaries))
    .route('/', createImportRoutes(deps, summaries))
    .route('/flows', createPreviewRoute(deps))
    .route('/flows', createProbeRoute(deps))
    .route('/tables', createTableRoutes(deps))
    .route('/secrets', createSecretRoutes(deps))
    .route('/switches', createSwitchRoutes(deps))
    .route('/public-holidays', createHolidayRoutes(deps))
    .route('/calls', createCallRoutes(deps))
    .route('/recordings', createRecordingRoutes(deps))
    .route('/', createTryOutRoute(deps))
    .route('/', createStudioRoutes(deps))
    .all('*', () => {
      throw notFound('This address')
    })
}
