import type { Preview } from '@callflow-studio/model/api'

type Played = Omit<Preview, 'diagnostics'>

/** A server may echo the secret that it was sent: everything that a reply can get into is masked before a browser sees it. */
export const maskPreview = (played: Played, mask: (text: string) => string): Played => ({
  ...played,
  events: played.events.map((event) => ({
    ...event,
    ...(event.text === undefined ? {} : { text: mask(event.text) }),
    ...(event.changes
      ? { changes: event.changes.map((change) => ({ ...change, value: maskDeep(change.value, mask) })) }
      : {}),
  })),
  exchanges: played.exchanges.map((exchange) => ({
    ...exchange,
    request: {
      ...exchange.request,
      body: mask(exchange.request.body),
      params: Object.fromEntries(
        Object.entries(exchange.request.params).map(([name, value]) => [name, maskDeep(value, mask)]),
      ),
    },
    response: { ...exchange.response, body: mask(exchange.response.body) },
    nodes: exchange.nodes.map((node) => (node.detail === undefined ? node : { ...node, detail: mask(node.detail) })),
    variables: maskDeepIn(exchange.variables, mask),
  })),
})

function maskDeep(value: unknown, mask: (text: string) => string): unknown {
  if (typeof value === 'string') return mask(value)
  if (Array.isArray(value)) return value.map((item) => maskDeep(item, mask))
  return typeof value === 'object' && value !== null ? maskDeepIn(value, mask) : value
}

const maskDeepIn = (values: object, mask: (text: string) => string): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, maskDeep(value, mask)]))
