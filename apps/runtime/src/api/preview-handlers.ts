/** Previews of a draft, a version, or the document that is sent; and one step, sent for real. */
import { previewFlow } from '../preview/preview-flow.ts'
import type { PreviewResult } from '../preview/preview-result.ts'
import { tryOutStep } from '../preview/try-out-step.ts'
import type { ApiDeps } from './api-deps.ts'
import type { Handlers } from './handlers.ts'
import { pivotUrlOf, publicBaseOf } from './pivot-url.ts'
import { ApiProblem, notFound, refusedDocument } from './problem.ts'

export const previewHandlers = (deps: ApiDeps) =>
  ({
    'flow.preview': async ({ params, body, document, context }) => {
      const row = await deps.flows.find(params.id)
      if (!row) throw notFound('The flow')
      const { id, name, key } = row
      const stored = body.version === undefined ? row.document : (await deps.flows.version(id, body.version))?.document
      const text = document ?? stored
      if (text === undefined) throw notFound('The version')
      const version = (row.latestVersion ?? 0) + 1
      return done(await previewFlow(deps, { id, name, version, text, pivotUrl: pivotUrlOf(context, deps, key) }, body))
    },
    'step.tryOut': async ({ body, document, context }) => {
      const tried = done(await tryOutStep(deps, document ?? '', `${publicBaseOf(context, deps)}/pivot/x`, body))
      if (tried.unconfirmed)
        throw new ApiProblem(409, `This would send ${tried.unconfirmed.method} for real.`, {
          request: tried.unconfirmed,
        })
      return tried.triedOut
    },
  }) satisfies Partial<Handlers>

/** @throws ApiProblem for what could not be previewed */
function done<T>(result: PreviewResult<T>): T {
  if (result.ok) return result.value
  switch (result.why) {
    case 'missing':
      throw new ApiProblem(404, result.message)
    case 'invalid':
      throw new ApiProblem(422, result.message, result.detail === undefined ? {} : { detail: result.detail })
    case 'refused':
      throw refusedDocument(result.message, result.diagnostics)
  }
}
