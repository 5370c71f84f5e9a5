/** `/api`: check the input, call one function, answer. */
import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import type { ApiDeps } from './api-deps.ts'
import { createCallRoutes } from './call-routes.ts'
import { createFlowRoutes } from './flow-routes.ts'
import { createPreviewRoute } from './preview-route.ts'
import { createProbeRoute } from './probe-route.ts'
import { ApiProblem, notFound } from './problem.ts'
import { createStudioRoutes } from './studio-routes.ts'

export const createApi = (deps: ApiDeps): Hono<{ Bindings: HttpBindings }> =>
  new Hono<{ Bindings: HttpBindings }>()
    .use(async (context, next) => {
      await next()
      context.res.headers.set('Cache-Control', 'no-store')
    })
    .route('/flows', createFlowRoutes(deps))
    .route('/flows', createPreviewRoute(deps))
    .route('/flows', createProbeRoute(deps))
    .route('/calls', createCallRoutes(deps))
    .route('/', createStudioRoutes(deps))
    .all('*', ({ req }) => {
      throw KNOWN.test(req.path) ? new ApiProblem(405, `${req.method} is not possible here.`) : notFound('This address')
    })

/** Paths that exist, for other methods: 405 tells a script more than 404. */
const KNOWN =
  /^\/api\/(studio|examples|validate|calls(\/[^/]+)?|flows(\/[^/]+(\/(restore|unpublish|rotate-key|publish|probe|preview|versions(\/[^/]+(\/activate)?)?))?)?)$/
