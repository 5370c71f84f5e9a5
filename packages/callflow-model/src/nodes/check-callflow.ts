import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { join, readCallflow, refusal } from '../kazoo/callflow-tree.ts'
import { type KazooProfile, type KazooVersion, versionsInWords, versionsOf } from '../kazoo/versions.ts'
import type { KazooStepDefinition } from './define-node.ts'
import { isModuleName } from './kazoo-module.ts'
import { kazooSteps } from './kazoo-steps.ts'
import { dataSchemasOf, versionsWithout } from './versioned-data.ts'

const stepOf = new Map<string, KazooStepDefinition>(kazooSteps.map((step) => [step.type, step]))

export interface CheckOptions {
  /** For which KAZOO; `any` where left out: what one of the versions refuses is refused. */
  profile?: KazooProfile
  /** A host that counts as reachable although KAZOO would refuse it: previews on one's own machine. */
  reachableHost?: string | null
  /**
   * Modules that the studio does not know count as known to KAZOO: for answers of our own, where somebody drew them
   * with *Any KAZOO module*.
   */
  trustsUnknownModules?: boolean
}

/**
 * What would make KAZOO refuse an answer: the caller then hears silence.
 * @param value the answer, parsed.
 * @returns errors only; `field` is the dot path from the root (`children._.data.text`), `nodeId` is null.
 * @throws never, whatever the value, however deep.
 * @source kazoo-callflow-semantics, validation of a Pivot answer; kazoo-versions
 */
export function checkCallflow(
  value: unknown,
  { profile = 'any', reachableHost = null, trustsUnknownModules = false }: CheckOptions = {},
): Diagnostic[] {
  const { nodes, diagnostics } = readCallflow(value, reachableHost)
  for (const { module, data, path } of nodes) {
    const step = stepOf.get(module)
    if (!step && trustsUnknownModules && isModuleName(module)) continue
    const without = step ? versionsWithout(step, profile) : versionsOf(profile)
    if (!step || without.length > 0) {
      diagnostics.push(refusal('module.unknown', join(path, 'module'), unknownModule(module, without)))
      continue
    }
    for (const schema of dataSchemasOf(step, profile))
      for (const { path: inner, message } of schema.safeParse(data).error?.issues ?? []) {
        const field = join(path, ['data', ...inner.map(String)].join('.'))
        diagnostics.push(refusal('field.invalid', field, `${module}, ${inner.join('.') || 'data'}: ${message}`))
      }
  }
  return diagnostics
}

const unknownModule = (module: string, versions: readonly KazooVersion[]): string =>
  `${versionsInWords(versions)} ${versions.length === 1 ? 'has' : 'have'} no module "${module}".`
