/**
 * What of KAZOO's requests must not be logged: digits that sensitive variables take, and custom variables that carry
 * them. Decided at publish from what reads what, so rather too much is masked than too little.
 */
import { customAreParams } from '../kazoo/call-facts.ts'
import type { Slices } from '../slices.ts'
import type { Masks, PreparedStep } from './prepared-flow.ts'

/** Collections of questions whose answer is sensitive begin with this, so that any request shows what to mask. */
export const SENSITIVE_PREFIX = 'secret_'

/** What stands in the place of a masked value. */
export const MASKED = '••••'

export function* findMasks(
  nodes: ReadonlyMap<string, PreparedStep>,
  declared: ReadonlySet<string>,
): Slices<{ masks: Masks; feeds: ReadonlySet<string> }> {
  const sensitive = new Set(declared)
  const digits = new Set<string>()
  const custom = new Set<string>()
  let allDigits = false
  const feeds = yield* findFeeds(nodes, declared)
  const isSensitive = ([root, name]: readonly string[]): boolean =>
    root === 'vars'
      ? name === undefined
        ? sensitive.size > 0
        : sensitive.has(name)
      : root === 'digits'
        ? allDigits || (name === undefined ? digits.size > 0 : digits.has(name))
        : root === 'custom' && (name === undefined ? custom.size > 0 : custom.has(name))
  for (let size = -1; size !== sensitive.size + digits.size + custom.size + Number(allDigits); ) {
    size = sensitive.size + digits.size + custom.size + Number(allDigits)
    yield
    for (const node of nodes.values()) {
      if (node.sets.some((name) => feeds.has(name)))
        for (const [root, name] of node.reads) {
          if (root !== 'digits') continue
          if (name === undefined) allDigits = true
          else digits.add(name)
        }
      if (!node.reads.some(isSensitive)) continue
      for (const name of node.sets) sensitive.add(name)
      for (const fact of node.changes) if (fact.startsWith('custom.')) custom.add(fact.slice('custom.'.length))
    }
  }
  return { masks: { digits, custom, allDigits }, feeds }
}

/** Declared variables, and those from which they take their values: what will be sensitive is so from the start. */
function* findFeeds(
  nodes: ReadonlyMap<string, PreparedStep>,
  declared: ReadonlySet<string>,
): Slices<ReadonlySet<string>> {
  const feeds = new Set(declared)
  for (let size = -1; size !== feeds.size; ) {
    size = feeds.size
    yield
    for (const { sets, reads } of nodes.values()) {
      if (!sets.some((name) => feeds.has(name))) continue
      for (const [root, name] of reads) if (root === 'vars' && name !== undefined) feeds.add(name)
    }
  }
  return feeds
}

/** Whether a collection of digits, or a custom variable, holds something sensitive. */
export const isMasked = (masks: Masks, kind: 'digits' | 'custom', name: string): boolean =>
  kind === 'custom'
    ? masks.custom.has(name)
    : masks.allDigits || name.startsWith(SENSITIVE_PREFIX) || masks.digits.has(name)

/**
 * A request's parameters as they may be logged: sensitive digits and custom variables replaced by `••••`.
 * `hasSensitive`: whether anything sensitive is taken: then plain digits and the collection `default`, where
 *   keys typed ahead stand, are masked too.
 */
export function maskParams(
  params: Record<string, unknown>,
  { hasSensitive, ...masks }: Masks & { hasSensitive: boolean },
): Record<string, unknown> {
  const masked: Record<string, unknown> = { ...params }
  const isHidden = (name: string): boolean => isMasked(masks, 'digits', name) || (hasSensitive && name === 'default')
  if (typeof params.Digits === 'string' && hasSensitive) masked.Digits = MASKED
  else if (isRecord(params.Digits)) masked.Digits = maskNames(params.Digits, isHidden)
  const custom = params['Custom-Application-Vars']
  if (customAreParams(params)) for (const name of masks.custom) if (params[name] !== undefined) masked[name] = MASKED
  if (isRecord(custom)) masked['Custom-Application-Vars'] = maskNames(custom, (name) => isMasked(masks, 'custom', name))
  return masked
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

const maskNames = (record: Record<string, unknown>, isMasked: (name: string) => boolean) =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, isMasked(name) ? MASKED : value]))
