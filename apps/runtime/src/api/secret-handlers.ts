/** Secrets: names only; values come in and never go out. */
import { secretNameSchema } from '@callflow-studio/model/api'
import type { ApiDeps } from './api-deps.ts'
import type { Handlers } from './handlers.ts'
import { ApiProblem, notFound } from './problem.ts'

export const secretHandlers = ({ secrets, usage }: Pick<ApiDeps, 'secrets' | 'usage'>) =>
  ({
    'secret.list': async () => {
      const used = await usage()
      return { secrets: secrets.list().map((secret) => ({ ...secret, usedBy: used.ofSecret(secret.name) })) }
    },
    'secret.save': async ({ actor, params, body }) => {
      if (!secretNameSchema.safeParse(params.name).success)
        throw new ApiProblem(422, 'This is not a valid name for a secret.', {
          detail: 'Begin with a letter. Use letters, digits and _, at most 64.',
        })
      await secrets.put(actor, params.name, body.value)
    },
    'secret.delete': async ({ actor, params }) => {
      if (!(await secrets.delete(actor, params.name))) throw notFound('The secret')
    },
  }) satisfies Partial<Handlers>
