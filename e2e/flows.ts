/** Flows that are made through the API, where drawing them is not what is tested. */
import type { APIRequestContext, Page } from '@playwright/test'

interface Step {
  id: string
  type: string
  name?: string
  data: Record<string, unknown>
  /** Left out: below the step before. */
  position?: { x: number; y: number }
}

/** @param edges "menu.1 → sales"; the exit is `_` or `next` where none is named */
export async function openFlow(page: Page, name: string, steps: Step[], edges: string[], settings = {}): Promise<void> {
  const { id, document } = await create(page.request, name)
  const nodes = steps.map((step, index) => ({ name: '', position: { x: 0, y: 160 + index * 160 }, ...step }))
  const { revision } = document
  await page.request.put(`/api/flows/${id}`, {
    data: {
      name,
      revision,
      document: {
        ...document.document,
        settings: { ...document.document.settings, ...settings },
        nodes: [...document.document.nodes, ...nodes],
        edges: edges.map((edge) => toEdge(edge)),
      },
    },
  })
  await page.goto(`/flows/${id}`)
}

async function create(request: APIRequestContext, name: string) {
  const response = await request.post('/api/flows', { data: { name } })
  const document = await response.json()
  return { id: String(document.id), document }
}

function toEdge(text: string) {
  const [from = '', target = ''] = text.split(' → ')
  const [source = '', port = 'next'] = from.split('.')
  return { id: `${source}.${port}`, source, sourceHandle: port, target }
}
