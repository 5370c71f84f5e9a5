/** Callflows of KAZOO, TwiML and documents, in and out. Nothing is stored here. */
import type { Imported } from '@callflow-studio/model/api'
import { configuredFlowSettings } from '../flows/configured-flow-settings.ts'
import type { ApiDeps } from './api-deps.ts'
import type { FlowJson } from './flow-json.ts'
import { type Handlers, JsonText } from './handlers.ts'
import { notFound, refusedDocument, toApiProblem } from './problem.ts'
import { readBodyText } from './read-json-body.ts'

export const importHandlers = ({ flows, config, documents }: ApiDeps, json: FlowJson) =>
  ({
    'document.import': async ({ context }) => {
      const result = await documents.import(await readBodyText(context), configuredFlowSettings(config))
      if (!result.ok) throw toApiProblem(result.problem)
      return new JsonText<Imported>(result.json)
    },
    'flow.export': async ({ params, query }) => {
      const row = await flows.find(params.id)
      if (!row) throw notFound('The flow')
      const document = await json.documentOf(row)
      if (query.format === 'document') return new JsonText(document)
      const result = await documents.export(document, query.withDiagnostics)
      if (!result.ok) throw refusedDocument(result.title, result.diagnostics)
      return new JsonText(result.json)
    },
  }) satisfies Partial<Handlers>
