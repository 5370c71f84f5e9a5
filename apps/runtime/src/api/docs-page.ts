/** `/api/docs`: the OpenAPI document as a page. It needs no script, so the designer's content security policy stays as it is. */
import type { OpenApiDocument, OpenApiOperation } from '@callflow-studio/model/api'
import { html, raw } from 'hono/html'

type Html = ReturnType<typeof html>

export function docsPage({ info, servers, tags, paths }: OpenApiDocument): Html {
  const base = servers[0]?.url ?? ''
  const all = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  )
  const groups = tags.map(({ name }) => ({ name, members: all.filter(({ operation }) => operation.tags[0] === name) }))
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>API · ${info.title}</title>
        <style>
          ${raw(STYLE)}
        </style>
      </head>
      <body>
        <nav aria-label="Operations">
          <a class="home" href="/">${info.title}</a>
          ${groups.map(
            ({ name, members }) =>
              html`<h2>${titleOf(name)}</h2>
                <ul>
                  ${members.map(
                    ({ operation }) => html`<li><a href="#${operation.operationId}">${operation.summary}</a></li>`,
                  )}
                </ul>`,
          )}
        </nav>
        <main>
          <h1>API</h1>
          <p>${info.description} <a href="${base}/openapi.json">OpenAPI 3.1 document</a></p>
          ${all.map(({ method, path, operation }) => section(method, base + path, operation))}
        </main>
      </body>
    </html>`
}

function section(method: string, path: string, operation: OpenApiOperation): Html {
  const { operationId, summary, description, parameters, requestBody, responses } = operation
  const [status = '', success] = Object.entries(responses)[0] ?? []
  return html`<section id="${operationId}">
    <h3>${summary}</h3>
    <p class="route"><span class="method ${method.toLowerCase()}">${method}</span> <code>${path}</code></p>
    ${description === undefined ? '' : html`<p>${description}</p>`}
    ${parameters.length === 0 ? '' : parameterTable(parameters)}
    ${requestBody ? bodyOf('Request', requestBody.content) : ''} ${bodyOf(`Response ${status}`, success?.content)}
    <p class="permission">Permission <code>${operation['x-permission']}</code></p>
  </section>`
}

const parameterTable = (parameters: OpenApiOperation['parameters']): Html =>
  html`<table>
    <thead>
      <tr>
        <th scope="col">Parameter</th>
        <th scope="col">In</th>
        <th scope="col">Type</th>
        <th scope="col">Default</th>
      </tr>
    </thead>
    <tbody>
      ${parameters.map(
        ({ name, in: place, required, schema }) =>
          html`<tr>
            <td><code>${name}</code>${required ? '' : html` <small>optional</small>`}</td>
            <td>${place}</td>
            <td>${typeOf(schema)}</td>
            <td>${schema.default === undefined || schema.default === null ? '' : String(schema.default)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`

function bodyOf(title: string, content: Record<string, { example?: unknown }> | undefined): Html {
  const [mediaType, body] = Object.entries(content ?? {})[0] ?? []
  if (!body) return html`<h4>${title}</h4>`
  return html`<h4>${title} <small>${mediaType}</small></h4>
    ${body.example === undefined ? '' : html`<pre tabindex="0">${JSON.stringify(body.example, null, 2)}</pre>`}`
}

function typeOf(schema: { [key: string]: unknown }): string {
  if (Array.isArray(schema.enum)) return schema.enum.join(', ')
  if (schema.type === 'array') return `list of ${typeOf((schema.items ?? {}) as typeof schema)}`
  return Array.isArray(schema.type) ? String(schema.type[0]) : String(schema.type ?? 'text')
}

const titleOf = (tag: string): string => tag.charAt(0).toUpperCase() + tag.slice(1)

const STYLE = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif;
  --text: light-dark(#1b2430, #e6e9ee); --muted: light-dark(#5b6675, #9aa4b2); --line: light-dark(#dfe3e8, #333b47);
  --ground: light-dark(#ffffff, #14181f); --panel: light-dark(#f6f7f9, #1b212a); --accent: light-dark(#1f5fbf, #82b1ff); }
body { margin: 0; display: grid; grid-template-columns: 17rem minmax(0, 1fr); color: var(--text); background: var(--ground); }
nav { position: sticky; top: 0; height: 100vh; overflow-y: auto; box-sizing: border-box; padding: 1.25rem; background: var(--panel); border-right: 1px solid var(--line); font-size: 0.875rem; }
nav h2 { margin: 1.25rem 0 0.25rem; font-size: 0.75rem; color: var(--muted); }
nav ul { margin: 0; padding: 0; list-style: none; }
nav a { display: block; padding: 0.2rem 0; color: inherit; text-decoration: none; }
nav a:hover { color: var(--accent); }
.home { font-weight: 600; font-size: 1rem; }
main { max-width: 52rem; padding: 1.5rem 2.5rem 6rem; }
a { color: var(--accent); }
section { padding: 1.5rem 0; border-top: 1px solid var(--line); }
h1 { margin: 0 0 0.5rem; font-size: 1.75rem; }
h3 { margin: 0 0 0.25rem; font-size: 1.125rem; }
h4 { margin: 1rem 0 0.375rem; font-size: 0.875rem; }
small, .permission { color: var(--muted); font-weight: 400; font-size: 0.8125rem; }
.route { margin: 0 0 0.75rem; }
.method { display: inline-block; min-width: 3.5rem; font-weight: 600; font-size: 0.8125rem; color: var(--accent); }
.method.delete { color: light-dark(#b3261e, #ff8a80); }
code, pre { font-family: ui-monospace, monospace; font-size: 0.8125rem; }
pre { margin: 0; padding: 0.75rem 1rem; max-height: 24rem; overflow: auto; background: var(--panel); border: 1px solid var(--line); border-radius: 6px; }
table { width: 100%; border-collapse: collapse; font-size: 0.875rem; }
th, td { padding: 0.3rem 1rem 0.3rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
th { color: var(--muted); font-weight: 500; }
@media (max-width: 45rem) { body { grid-template-columns: minmax(0, 1fr); } nav { position: static; height: auto; } main { padding: 1.25rem; } }
`
