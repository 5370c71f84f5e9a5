/** What belongs to no single flow: the installation, its examples, checking a document. */
import type { Validation } from '@callflow-studio/model/api'
import { EXAMPLES } from '../examples/index.ts'
import { publicHostProblem } from '../pivot/address.ts'
import type { ApiDeps } from './api-deps.ts'
import { type Handlers, JsonText } from './handlers.ts'
import { publicBaseOf } from './pivot-url.ts'
import { refusedDocument } from './problem.ts'

export const studioHandlers = (deps: Pick<ApiDeps, 'config' | 'version' | 'documents' | 'settings'>) =>
  ({
    'studio.show': ({ context }) => ({
      publicUrl: deps.config.publicUrl,
      publicUrlProblem: publicHostProblem(publicBaseOf(context, deps)),
      kazooVersion: deps.config.kazooVersion,
      defaultTimezone: deps.config.defaultTimezone,
      defaultLocale: deps.config.defaultLocale,
      callEndsAfterMinutes: deps.settings.kept().callEndsAfterMinutes,
      deletedFlowsDays: deps.settings.kept().deletedFlowsDays,
      version: deps.version,
    }),
    'example.list': () => ({ examples: EXAMPLES }),
    'document.validate': async ({ body, document }) => {
      const checked = await deps.documents.check(document ?? '', body)
      if (!checked.ok) throw refusedDocument('The document cannot be checked here.', checked.diagnostics)
      return new JsonText<Validation>(checked.value)
    },
  }) satisfies Partial<Handlers>
