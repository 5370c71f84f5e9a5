/** The table of operations for those who write scripts: `/api/openapi.json`, and `/api/docs` to read it. */
import { type OpenApiDocument, openApiDocument } from '@callflow-studio/model/api'
import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import type { ApiDeps } from './api-deps.ts'
import { docsPage } from './docs-page.ts'

export function createDescription({ version }: Pick<ApiDeps, 'version'>): Hono<{ Bindings: HttpBindings }> {
  let document: OpenApiDocument | null = null
  // Made when it is first asked for: no start and no test has to wait for it.
  const described = (): OpenApiDocument => {
    document ??= openApiDocument(version)
    return document
  }
  return new Hono<{ Bindings: HttpBindings }>()
    .get('/openapi.json', (context) => context.json(described()))
    .get('/docs', (context) => context.html(docsPage(described())))
}
