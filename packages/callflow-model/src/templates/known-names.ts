/** The names that templates can read, and the nearest of them to a name that nothing fills. */
import type { ReadPath } from './scope.ts'

/** What every request carries, likeliest first; the value picker lists them in this order. */
export const CALL_VALUES = [
  'caller.number',
  'caller.name',
  'call.to',
  'call.request',
  'call.from',
  'call.language',
  'now',
  'call.from_realm',
  'call.to_realm',
  'call.direction',
  'call.id',
  'account.id',
] as const

/** Known names that are rarely inserted: filled in some calls only, lists, or of use to other machines. */
const MORE_VALUES = [
  'caller.user_ids',
  'call.request_realm',
  'call.status',
  'recording.url',
  'recording.id',
  'recording.duration',
  'transcription.id',
  'transcription.status',
  'transcription.text',
  'transcription.url',
] as const

const FIXED_NAMES: readonly string[] = [...CALL_VALUES, ...MORE_VALUES]

/** First names below which anything may stand: what requests carry, and what steps set. */
const OPEN_ROOTS = ['custom', 'digits', 'request', 'sip', 'vars'] as const

/** All that a template may read of a call, by its first name. */
export const ROOTS: readonly string[] = [
  ...new Set([...FIXED_NAMES.map((name) => name.split('.')[0] ?? name), ...OPEN_ROOTS]),
].sort()

/** Filled at certain places only (`secrets`, `studio`), or by the flow's settings. */
const OTHER_ROOTS: readonly string[] = ['secrets', 'studio', 'locale', 'timezone']

/** Second names of the roots that take no others. */
const MEMBERS: ReadonlyMap<string, readonly string[]> = new Map(
  ROOTS.map((root) => [
    root,
    FIXED_NAMES.filter((name) => name.startsWith(`${root}.`)).map((name) => name.slice(root.length + 1)),
  ]),
)

/**
 * Whether something may fill a name: its first name is known, and so is the second where the first takes no others.
 * @example isKnownName(['caller', 'number']) // true
 * @example isKnownName(['caller', 'numbr']) // false
 */
export function isKnownName([root = '', member]: ReadPath): boolean {
  if (!ROOTS.includes(root)) return OTHER_ROOTS.includes(root)
  const members = MEMBERS.get(root) ?? []
  // `size` is Liquid's own.
  return member === undefined || members.length === 0 || member === 'size' || members.includes(member)
}

/**
 * The known name that a wrong one most likely stands for.
 * @param others further names of this flow, such as `vars.balance`
 * @returns null where none is near
 * @example nearestName(['calller', 'name']) // caller.name
 * @example nearestName(['balance'], ['vars.balance']) // vars.balance
 */
export function nearestName(path: ReadPath, others: readonly string[] = []): string | null {
  const names = [...FIXED_NAMES, ...others]
  const [root = '', ...rest] = path
  const spelling = nearest(path.join('.'), names)
  if (spelling !== null) return spelling
  // `custmer.name` may be any name's misspelling; `digit.pin` is that of its first name.
  const openRoot = rest.length > 0 ? nearest(root, OPEN_ROOTS) : null
  if (openRoot !== null) return [openRoot, ...rest].join('.')
  // The last name alone: `contact.name` is caller.name, `balance` is vars.balance.
  const last = path.at(-1) ?? ''
  return names.find((name) => fold(name.slice(name.indexOf('.') + 1)) === fold(last)) ?? null
}

/** @returns the word with the fewest letters changed, if these are few; capitals and separators do not count. */
export function nearest(word: string, words: readonly string[]): string | null {
  const wanted = fold(word)
  const most = Math.min(2, Math.floor(wanted.length / 3))
  let best: { word: string; distance: number } | null = null
  for (const each of words) {
    const distance = distanceOf(wanted, fold(each))
    if (distance <= most && (best === null || distance < best.distance)) best = { word: each, distance }
  }
  return best?.word ?? null
}

const fold = (word: string): string => word.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')

/** Letters to insert, remove or replace to get from one word to the other (Levenshtein). */
function distanceOf(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (let i = 1; i <= from.length; i++) {
    const next = [i]
    for (let j = 1; j <= to.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1)
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[to.length] ?? 0
}
