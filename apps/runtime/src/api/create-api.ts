/** `/api`: every operation of the table, each with its handler, and the table itself as a document and a page. */
import { type Operation, type OperationId, operations } from '@callflow-studio/model/api'
import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { compress } from 'hono/compress'
import { ADMINISTRATOR } from '../changes/actor.ts'
import type { ApiDeps } from './api-deps.ts'
import { callHandlers } from './call-handlers.ts'
import { connectionHandlers } from './connection-handlers.ts'
import { createDescription } from './description.ts'
import { flowHandlers } from './flow-handlers.ts'
import { createFlowJson } from './flow-json.ts'
import { type Handlers, JsonText, type OperationCall } from './handlers.ts'
import { holidayHandlers } from './holiday-handlers.ts'
import { importHandlers } from './import-handlers.ts'
import type { ApiContext } from './pivot-url.ts'
import { previewHandlers } from './preview-handlers.ts'
import { probeHandlers } from './probe-handlers.ts'
import { notFound } from './problem.ts'
import { jsonResponse, readJsonBody, readWithDocument } from './read-json-body.ts'
import { readQuery } from './read-query.ts'
import { recordingHandlers } from './recording-handlers.ts'
import { replayHandlers } from './replay-handlers.ts'
import { secretHandlers } from './secret-handlers.ts'
import { settingsHandlers } from './settings-handlers.ts'
import { studioHandlers } from './studio-handlers.ts'
import { switchHandlers } from './switch-handlers.ts'
import { tableHandlers } from './table-handlers.ts'
import { testHandlers } from './test-handlers.ts'

export function createApi(deps: ApiDeps): Hono<{ Bindings: HttpBindings }> {
  const json = createFlowJson(deps.summaries, deps.callLog)
  const handlers: Handlers = {
    ...studioHandlers(deps),
    ...flowHandlers(deps, json),
    ...testHandlers(deps),
    ...importHandlers(deps, json),
    ...previewHandlers(deps),
    ...probeHandlers(deps),
    ...tableHandlers(deps),
    ...switchHandlers(deps),
    ...holidayHandlers(deps),
    ...secretHandlers(deps),
    ...connectionHandlers(deps),
    ...callHandlers(deps),
    ...replayHandlers(deps),
    ...recordingHandlers(deps),
    ...settingsHandlers(deps),
  }
  const api = new Hono<{ Bindings: HttpBindings }>().use(async (context, next) => {
    await deps.lookForChanges() // what was saved at another process is found here
    await next()
    context.res.headers.set('Cache-Control', 'no-store')
  })
  api.use('/flows', compress()) // the list is long, and of the same words
  for (const id of Object.keys(operations) as OperationId[]) {
    const operation: Operation = operations[id]
    const handler = handlers[id] as (request: Request) => unknown // of the types that its entry says
    api.on(operation.method, operation.path, async (context) => {
      const output = await handler(await readRequest(context, id, operation, deps))
      return respond(context, operation, output)
    })
  }
  return api.route('/', createDescription(deps)).all('*', () => {
    throw notFound('This address')
  })
}

type Request = Omit<OperationCall<Operation>, 'query' | 'body'> & { query: unknown; body: unknown }

/** @throws ApiProblem for a query or a body that the operation does not take */
async function readRequest(
  context: ApiContext,
  id: OperationId,
  { query, body }: Operation,
  { documents }: Pick<ApiDeps, 'documents'>,
): Promise<Request> {
  const read =
    body?.kind === 'document'
      ? await readWithDocument(context, id, documents)
      : {
          body: body?.kind === 'json' ? await readJsonBody(context, body.schema) : undefined,
          document: null,
          refused: null,
        }
  return {
    actor: ADMINISTRATOR,
    params: context.req.param(),
    query: query && readQuery(context, query),
    ...read,
    context,
  }
}

function respond(context: ApiContext, { status }: Operation, output: unknown): Response {
  if (output === undefined) return context.body(null, 204)
  if (output instanceof Response) return output
  return jsonResponse(context, output instanceof JsonText ? output.json : JSON.stringify(output), status)
}
