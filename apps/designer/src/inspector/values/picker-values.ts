/** What the value picker lists: what is set on the way here first, then secrets where they may stand, the call, and what callers typed. */
import { CALL_VALUES, type FlowDocument, parseTemplate, type Scope, toText } from '@callflow-studio/model'
import type { TFunction } from 'i18next'
import { currencyOf } from './currency-of.ts'
import type { valuesStrings } from './strings.ts'
import { valuesBefore } from './values-before.ts'

type About = keyof typeof valuesStrings.about

export interface PickerValue {
  /** The expression: `vars.next_visit`, `sip["X-Priority"]`. */
  path: string
  /** Key of the words for what it is; empty where `setBy` says it. */
  about: About | ''
  setBy: readonly string[]
  /** False where some way here does not set it. */
  isOnEveryPath: boolean
  /** What it holds now, for the sample caller; empty if nothing. */
  content: string
}

export interface PickerGroup {
  id: 'before' | 'secrets' | 'call' | 'typed' | 'sip' | 'custom'
  values: readonly PickerValue[]
}

/** @param secrets names of those that may stand in the text; what they hold is known to the server alone */
export function pickerGroups(
  document: FlowDocument,
  nodeId: string,
  scope: Scope,
  query = '',
  secrets: readonly string[] = [],
): readonly PickerGroup[] {
  const before = valuesBefore(document, nodeId)
  const named = (prefix: string) => before.filter(({ path }) => path.startsWith(prefix))
  const fromCall = (path: string, about: About): PickerValue => ({
    path,
    about,
    setBy: [],
    isOnEveryPath: true,
    content: contentOf(path, scope),
  })
  const groups: PickerGroup[] = [
    {
      id: 'before',
      values: named('vars.').map((value) => ({ ...value, about: '', content: contentOf(value.path, scope) })),
    },
    { id: 'secrets', values: secrets.map((name) => fromCall(`secrets.${name}`, 'secret')) },
    { id: 'call', values: CALL_VALUES.map((path) => fromCall(path, path)) },
    {
      id: 'typed',
      values: named('digits.').map((value) => ({ ...value, about: '', content: contentOf(value.path, scope) })),
    },
    { id: 'sip', values: keysOf(scope.sip).map((name) => fromCall(`sip[${JSON.stringify(name)}]`, 'sip')) },
    { id: 'custom', values: customValues(named('custom.'), scope, fromCall) },
  ]
  const words = query.trim().toLowerCase().split(/\s+/)
  const isFound = ({ path, about, setBy }: PickerValue): boolean =>
    words.every((word) => [path, about, ...setBy].join(' ').toLowerCase().includes(word))
  return groups
    .map((group) => ({ ...group, values: group.values.filter(isFound) }))
    .filter(({ values }) => values.length > 0)
}

function customValues(
  set: ReturnType<typeof valuesBefore>,
  scope: Scope,
  fromCall: (path: string, about: About) => PickerValue,
): PickerValue[] {
  const known = set.map((value): PickerValue => ({ ...value, about: '', content: contentOf(value.path, scope) }))
  const sent = keysOf(scope.custom)
    .map((name) => (/^[A-Za-z_]\w*$/.test(name) ? `custom.${name}` : `custom[${JSON.stringify(name)}]`))
    .filter((path) => !set.some((value) => value.path === path))
  return [...known, ...sent.map((path) => fromCall(path, 'custom'))]
}

const keysOf = (value: unknown): string[] => (typeof value === 'object' && value !== null ? Object.keys(value) : [])

/** What a value is, in words. */
export function aboutValue(value: PickerValue, t: TFunction<'inspector'>): string {
  if (value.about !== '') return t(`about.${value.about}`)
  return value.setBy.length === 0 ? t('byDefault') : t('setBy', { titles: value.setBy.join(', ') })
}

/** @returns what a template gives for the sample caller; empty where it cannot be read or holds nothing. */
export function contentOf(expression: string, scope: Scope): string {
  const parsed = parseTemplate(`{{ ${expression} }}`)
  if (!parsed.ok) return ''
  try {
    return toText(parsed.value.render(scope))
  } catch {
    return '' // Liquid gave up on it (a filter that cannot take this value): there is nothing to show.
  }
}

/** "Format it": filters after a value, by the flow's language. */
export const CHANGES = [
  { id: 'date', filter: () => 'date: "%A, %-d %B"' },
  { id: 'money', filter: (locale: string) => `money: "${currencyOf(locale)}"` },
  { id: 'digits', filter: () => 'split: "" | join: " "' },
] as const
export type ValueChangeId = (typeof CHANGES)[number]['id']

/**
 * Returns the template that is inserted: value, changes in their order, and what is said if it is empty.
 *
 * @example templateOf('vars.balance', ['money'], null, 'en-US') // '{{ vars.balance | money: "USD" }}'
 */
export function templateText(
  path: string,
  changes: readonly ValueChangeId[],
  ifEmpty: string | null,
  locale: string,
): string {
  const filters = CHANGES.filter(({ id }) => changes.includes(id)).map(({ filter }) => filter(locale))
  const fallback = ifEmpty === null ? [] : [`default: ${quoted(ifEmpty)}`]
  return `{{ ${[path, ...filters, ...fallback].join(' | ')} }}`
}

/** Liquid knows no escapes in texts: the other quote is used, and where both occur the double one gives way. */
const quoted = (text: string): string =>
  text.includes('"') && !text.includes("'") ? `'${text}'` : `"${text.replaceAll('"', '”')}"`
