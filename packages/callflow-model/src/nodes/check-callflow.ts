import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { type CallflowNode, join, readCallflow, refusal } from '../kazoo/callflow-tree.ts'
import { type KazooProfile, type KazooVersion, versionsInWords, versionsOf } from '../kazoo/versions.ts'
import type { KazooStepDefinition } from './contract/kazoo-step.ts'
import { fragmentModules } from './fragment-modules.ts'
import { isModuleName } from './kazoo/kazoo-module.ts'
import { kazooSteps } from './kazoo-steps.ts'
import { refusedHostIn } from './parts/kazoo-fields.ts'
import { dataSchemaIn, isKnownTo } from './parts/versioned-data.ts'

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
 * What makes KAZOO refuse an answer, and nothing else: the caller then hears silence until they give up. Limits of our
 * own are no part of it.
 * @param value the answer, parsed.
 * @returns errors only, each with the `versions` that refuse if not all of the profile do; `field` is the dot path from
 *   the root (`children._.data.text`), `nodeId` is null.
 * @throws never, for any value of any depth.
 * @source docs/kazoo/semantics.md#validation; docs/kazoo/versions.md. Proven equal to what KAZOO's own code
 *   said by verdicts.contract.test.ts
 */
export function checkCallflow(
  value: unknown,
  { profile = 'any', reachableHost = null, trustsUnknownModules = false }: CheckOptions = {},
): Diagnostic[] {
  const versions = versionsOf(profile)
  const { nodes, diagnostics } = readCallflow(value, versions)
  for (const node of nodes) {
    if (trustsUnknownModules && isTrusted(node)) continue
    for (const [problem, refusing] of dataProblems(node, reachableHost))
      diagnostics.push(refusing.length < versions.length ? { ...problem, versions: refusing } : problem)
  }
  return diagnostics
}

const isTrusted = ({ module }: CallflowNode): boolean =>
  !stepOf.has(module) && !fragmentModules.has(module) && isModuleName(module)

/** Each problem of a module's data once, with the versions that refuse. */
function dataProblems(node: CallflowNode, reachableHost: string | null): Iterable<[Diagnostic, KazooVersion[]]> {
  const found = new Map<string, [Diagnostic, KazooVersion[]]>()
  for (const [schema, versions] of schemasOf(node)) {
    const problems = schema === null ? [unknownModule(node, versions)] : problemsBy(schema, node, reachableHost)
    for (const problem of problems) {
      const key = JSON.stringify([problem.field, problem.message])
      const known = found.get(key)
      if (known) known[1].push(...versions)
      else found.set(key, [problem, [...versions]])
    }
  }
  return found.values()
}

type Schema = ReturnType<typeof dataSchemaIn>

/** The different schemas of a module, null where a version does not have it, each with its versions. */
function schemasOf({ module, versions }: CallflowNode): Map<Schema | null, KazooVersion[]> {
  const step = stepOf.get(module)
  const found = new Map<Schema | null, KazooVersion[]>()
  for (const version of versions) {
    const schema =
      step && isKnownTo(step, version) ? dataSchemaIn(step, version) : (fragmentModules.get(module) ?? null)
    found.set(schema, [...(found.get(schema) ?? []), version])
  }
  return found
}

function* problemsBy(schema: Schema, { module, data, path }: CallflowNode, reachableHost: string | null) {
  for (const issue of schema.safeParse(data).error?.issues ?? []) {
    const host = refusedHostIn(issue)
    if (host !== null && host === reachableHost) continue
    const inner = issue.path.map(String).join('.')
    const field = join(path, inner === '' ? 'data' : `data.${inner}`)
    const code = host === null ? 'field.invalid' : 'url.refused-host'
    yield refusal(code, field, host === null ? `${module}, ${inner || 'data'}: ${issue.message}` : issue.message)
  }
}

const unknownModule = ({ module, path }: CallflowNode, versions: readonly KazooVersion[]): Diagnostic =>
  refusal(
    'module.unknown',
    join(path, 'module'),
    `${versionsInWords(versions)} ${versions.length === 1 ? 'has' : 'have'} no module "${module}".`,
  )
