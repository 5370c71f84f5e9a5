import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { join, readCallflow, refusal } from '../kazoo/callflow-tree.ts'
import { kazooSteps } from './kazoo-steps.ts'

const dataSchemas = new Map(kazooSteps.map(({ type, data }) => [type, data]))

/**
 * What would make KAZOO refuse an answer and hang up.
 * @param value the answer, parsed.
 * @param reachableHost a host that counts as reachable although KAZOO would refuse it: previews on one's own machine.
 * @returns errors only; `field` is the dot path from the root (`children._.data.text`), `nodeId` is null.
 * @throws never, whatever the value, however deep.
 * @source kazoo-callflow-semantics, validation of a Pivot answer
 */
export function checkCallflow(value: unknown, reachableHost: string | null = null): Diagnostic[] {
  const { nodes, diagnostics } = readCallflow(value, reachableHost)
  for (const { module, data, path } of nodes) {
    const parsed = dataSchemas.get(module)?.safeParse(data)
    for (const { path: inner, message } of parsed?.error?.issues ?? []) {
      const field = join(path, ['data', ...inner.map(String)].join('.'))
      diagnostics.push(refusal('field.invalid', field, `${module}, ${inner.join('.') || 'data'}: ${message}`))
    }
  }
  return diagnostics
}
