/** Secrets: names only; values come in and never go out. */
import { secretNameSchema } from '@callflow-studio/model/api'
import { ADMINISTRATOR } from '../changes/actor.ts'
import type { ApiDeps } from './api-deps.ts'
import type { Handlers } from './handlers.ts'
import { ApiProblem, notFound } from './problem.ts'

export const secretHandlers = ({ secrets, usage }: Pick<ApiDeps, 'secrets' | 'usage'>) =>
  ({
    'secret.list': async () => {
      const used = await usage()
      return { secrets: secrets.list().map((secret) => ({ ...secret, usedBy: used.ofSecret(secret.name) })) }
    },
    'secret.save': async ({ params, body }) => {
      if (!secretNameSchema.safeParse(params.name).success)
        throw new ApiProblem(422, 'This is not a valid name for a secret.', {
          detail: 'Use letters, digits and _, 64 at most, and begin with a letter.',
        })
      await secrets.put(ADMINISTRATOR, params.name, body.value)
    },
    'secret.delete': async ({ params }) => {
      if (!(await secrets.delete(ADMINISTRATOR, params.name))) throw notFound('The secret')
    },
  }) satisfies Partial<Handlers>
