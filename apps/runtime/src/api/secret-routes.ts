/** `/api/secrets`: names only; values come in and never go out. */
import { type SecretList, saveSecretSchema, secretNameSchema } from '@callflow-studio/model/api'
import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { ADMINISTRATOR } from '../changes/actor.ts'
import type { ApiDeps } from './api-deps.ts'
import { ApiProblem, notFound } from './problem.ts'
import { readJson } from './read-json.ts'

export function createSecretRoutes({ secrets, usage }: ApiDeps): Hono<{ Bindings: HttpBindings }> {
  return new Hono<{ Bindings: HttpBindings }>()
    .get('/', async (context) => {
      const used = await usage()
      const listed = secrets.list().map((secret) => ({ ...secret, usedBy: used.ofSecret(secret.name) }))
      return context.json({ secrets: listed } satisfies SecretList)
    })
    .put('/:name', async (context) => {
      const name = context.req.param('name')
      if (!secretNameSchema.safeParse(name).success)
        throw new ApiProblem(422, 'This is no name for a secret.', {
          detail: 'Use letters, digits and _, 64 at most, and begin with a letter.',
        })
      const { value } = await readJson(context, saveSecretSchema)
      await secrets.put(ADMINISTRATOR, name, value)
      return context.body(null, 204)
    })
    .delete('/:name', async (context) => {
      if (!(await secrets.delete(ADMINISTRATOR, context.req.param('name')))) throw notFound('The secret')
      return context.body(null, 204)
    })
}
