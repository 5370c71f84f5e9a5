import { z } from 'zod'
import type { Problem } from '../contract/checks.ts'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'
import type { FreePorts } from '../contract/ports.ts'
import { matchPorts, NO_MATCH } from '../parts/match-ports.ts'
import { OTHERWISE, valuePorts } from '../parts/value-ports.ts'

const numbers = valuePorts({
  addLabel: 'Add a number',
  ask: 'Write the number as KAZOO shows it, such as +14155550100.',
})

const freePorts: FreePorts = {
  ...numbers,
  describe: (key) => matchPorts().find((port) => port.key === key) ?? numbers.describe(key),
  refuse: (key) => (matchPorts().some((port) => port.key === key) ? 'This exit exists already.' : numbers.refuse(key)),
}

/**
 * @source callflows.check_cid; docs/kazoo/semantics.md#check_cid-and-cidlistmatch, #v4: the exit begins before the
 *   caller is changed.
 */
export const checkCid = defineKazooStep({
  type: 'check_cid',
  title: 'Caller number pattern',
  help: 'Compares the caller’s number with a pattern, or with the numbers of its exits, and continues at the match.',
  icon: 'list-filter',
  category: 'Caller ID',
  synonyms: [
    'caller id',
    'match',
    'regex',
    'pattern',
    'block',
    'blacklist',
    'whitelist',
    'VIP',
    'CLI routing',
    'match caller',
  ],
  data: z.looseObject({
    regex: z.string().optional().meta({
      label: 'Pattern',
      hint: 'A regular expression such as ^\\+1415. Matches every number if empty.',
      section: 'Comparison',
      template: false,
      ifAbsent: '.*',
    }),
    use_absolute_mode: z.boolean().optional().meta({
      label: 'An exit for each number',
      hint: 'A caller who matches the pattern continues at the exit for their own number, not at Match.',
      section: 'Comparison',
      ifAbsent: false,
    }),
    caller_id: z
      .looseObject({
        external: z
          .looseObject({
            name: z.string().optional().meta({ label: 'Name' }),
            number: z.string().optional().meta({ label: 'Number' }),
          })
          .optional()
          .meta({ label: 'Shown as' }),
      })
      .optional()
      .meta({ label: 'Matching callers', section: 'More', more: true }),
    user_id: z.string().optional().meta({
      label: 'User of matching callers',
      hint: 'Id of a user. Name, number and user count only together.',
      section: 'More',
      more: true,
      entity: 'user',
    }),
    skip_module: skipModule(),
  }),
  create: () => ({ regex: '' }),
  ports: (data) => (data.use_absolute_mode ? [NO_MATCH, OTHERWISE] : matchPorts()),
  freePorts,
  changes: (data) => (changesCaller(data) ? ['caller'] : []),
  summary: (data) => {
    if (data.use_absolute_mode) return 'By the caller’s number'
    return data.regex ? `Number like ${data.regex}` : 'Every number matches'
  },
  check: (data, { connected }) => [
    ...(data.use_absolute_mode ? [] : numbersNeverTaken(connected)),
    ...halfACaller(data),
  ],
  next: () => ['ring_group', 'user', 'response'],
  simulate: (data, call) => {
    const { regex = '.*', use_absolute_mode: isAbsolute } = data
    const number = call.facts.callerNumber
    const fits = isMatch(regex, number)
    if (fits === null) return { kind: 'crash' }
    call.notes(fits ? `${number} matches` : `${number} does not match`)
    const key = fits && isAbsolute ? number : fits ? 'match' : 'nomatch'
    const { name: callerName = '', number: callerNumber = '' } = data.caller_id?.external ?? {}
    const becomes = fits && changesCaller(data) ? { becomes: { callerName, callerNumber } } : {}
    return { kind: 'attempt', keys: [key], otherwise: 'continue', ...becomes }
  },
})

/** @returns null for a pattern that cannot be read. */
function isMatch(regex: string, number: string): boolean | null {
  try {
    return new RegExp(regex).test(number)
  } catch {
    return null // the module crashes, as KAZOO's does
  }
}

interface Shown {
  caller_id?: { external?: { name?: string | undefined; number?: string | undefined } | undefined } | undefined
  user_id?: string | undefined
}

const changesOf = ({ caller_id: shown, user_id: user }: Shown): (string | undefined)[] => [
  shown?.external?.name,
  shown?.external?.number,
  user,
]
const changesCaller = (data: Shown): boolean => changesOf(data).every(Boolean)

function halfACaller(data: Shown): Problem[] {
  if (changesCaller(data) || !changesOf(data).some(Boolean)) return []
  return [
    {
      severity: 'warning',
      code: 'field.missing',
      field: 'user_id',
      message: 'Name, number and user count only together. KAZOO changes nothing. Fill in all three, or none.',
      short: 'Fill in all three',
    },
  ]
}

function numbersNeverTaken(connected: ReadonlySet<string>): Problem[] {
  return [...connected]
    .filter((key) => freePorts.refuse(key) === null)
    .map((key) => ({
      severity: 'warning',
      code: 'port.never-taken',
      field: `port:${key}`,
      message: 'Callers who match continue at Match, so no call uses this exit. Turn on An exit for each number.',
      short: 'An exit is never used',
    }))
}
