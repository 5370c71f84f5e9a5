/** The table of operations for those who write scripts: `/api/openapi.json`, and `/api/docs` to read it. */
import { openApiDocument } from '@callflow-studio/model/api'
import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import type { ApiDeps } from './api-deps.ts'
import { docsPage } from './docs-page.ts'

export function createDescription({ version }: Pick<ApiDeps, 'version'>): Hono<{ Bindings: HttpBindings }> {
  const document = openApiDocument(version)
  return new Hono<{ Bindings: HttpBindings }>()
    .get('/openapi.json', (context) => context.json(document))
    .get('/docs', (context) => context.html(docsPage(document)))
}
