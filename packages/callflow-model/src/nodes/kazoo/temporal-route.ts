import { z } from 'zod'
import { isTemplate } from '../../templates/template.ts'
import type { Problem } from '../contract/checks.ts'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'
import type { Port } from '../contract/ports.ts'
import type { SimulatedAccount } from '../contract/simulated-account.ts'
import { documentOf } from '../parts/account-documents.ts'
import { integer } from '../parts/amounts.ts'
import { shortId } from '../parts/kazoo-fields.ts'
import { CONTINUES, hearsPrompt } from '../parts/outcomes.ts'
import { OTHERWISE, valuePorts, whatIsFound } from '../parts/value-ports.ts'

const ruleInWords = (id: string): string => `Rule ${shortId(id)}`

/** @source callflows.temporal_route; docs/kazoo/semantics.md#temporal_route */
export const temporalRoute = defineKazooStep({
  type: 'temporal_route',
  title: 'Time-of-day (KAZOO)',
  help: 'Continues at the exit for the first KAZOO time rule that applies now. Can also turn rules on and off.',
  icon: 'calendar-clock',
  category: 'Variables & Branching',
  synonyms: [
    'time of day',
    'business hours',
    'opening hours',
    'holiday',
    'schedule',
    'temporal rules',
    'night mode',
    'time rules',
    'weekday',
  ],
  data: z.looseObject({
    action: z
      .enum(['menu', 'enable', 'disable', 'reset'])
      .optional()
      .meta({
        label: 'Instead of branching',
        hint: 'If empty, the call continues at the exit for the rule that applies.',
        options: {
          enable: 'Switch the rules on',
          disable: 'Switch the rules off',
          reset: 'Reset the rules to the clock',
          menu: 'Ask the caller',
        },
        section: 'What it does',
      }),
    rules: z.array(z.string()).optional().meta({
      label: 'Rules',
      hint: 'In Monster UI: Time of day, open the rule, copy the id from the address.',
      control: 'time-rules',
      section: 'Rules',
      entity: 'temporal-rule',
    }),
    rule_set: z.string().optional().meta({
      label: 'Set of rules',
      hint: 'Id of a set of rules.',
      section: 'Rules',
      entity: 'rule-set',
    }),
    timezone: z.string().optional().meta({
      label: 'Time zone',
      hint: 'The caller’s or the account’s if empty.',
      section: 'Rules',
      placeholder: 'Europe/London',
    }),
    interdigit_timeout: integer()
      .optional()
      .meta({
        label: 'Wait between keys',
        unit: 'ms',
        hint: 'While callers are asked.',
        onlyWhen: { field: 'action', is: ['menu'] },
        section: 'More',
        more: true,
      }),
    skip_module: skipModule(),
  }),
  create: () => ({ rules: [] }),
  ports: (data) => [...(data.action ? [] : rulePorts(data.rules)), OTHERWISE],
  freePorts: valuePorts({ addLabel: 'Add a rule', ask: 'Write the id of a time rule.', label: ruleInWords }),
  duration: (data) => (data.action === 'menu' ? 'seconds' : 'instant'),
  summary: (data) => {
    if (data.action) return ACTION_WORDS[data.action]
    const rules = data.rules?.length ?? 0
    if (data.rule_set) return `Set ${shortId(data.rule_set)}`
    return rules === 0 ? 'Rules of its exits' : rules === 1 ? '1 time rule' : `${rules} time rules`
  },
  check: (data, { connected }) => noRules(data, connected),
  next: () => ['ring_group', 'tts', 'voicemail'],
  footer: 'The rules are stored in KAZOO. Opening hours stores its times in this flow.',
  *simulate(data, call) {
    if (!data.action) {
      if (!call.account) return yield* whatIsFound(call, `${call.title}: which rule is in force?`, ruleInWords)
      const key = ruleInForce(call.account, data, call.childKeys)
      return key === undefined ? CONTINUES : { kind: 'continue', key }
    }
    call.notes(ACTION_WORDS[data.action])
    if (data.action !== 'menu' || !call.account) {
      if (data.action !== 'menu') hearsPrompt(call, DONE_PROMPTS[data.action])
      return CONTINUES
    }
    for (let round = 0; round < MAX_ROUNDS; round++) {
      hearsPrompt(call, 'temporal-menu')
      const action = yield { kind: 'digits', text: `${call.title} waits for a key`, choices: [], timeoutMs: 5000 }
      if ('digits' in action && action.digits !== '') return CONTINUES
    }
    return CONTINUES
  },
})

/** KAZOO repeats the menu until a key is pressed. */
const MAX_ROUNDS = 100

const DONE_PROMPTS = {
  enable: 'temporal-marked_enabled',
  disable: 'temporal-marked_disabled',
  reset: 'temporal-marker_reset',
} as const

/** The first rule in force, of the set, else of those that are listed, else of those that have an exit. */
function ruleInForce(account: SimulatedAccount, data: Rules, childKeys: readonly string[]): string | undefined {
  const isInForce = (id: string) => documentOf(account.rules, id)?.isInForce === true
  if (data.rule_set) {
    const set = documentOf(account.ruleSets, data.rule_set)
    return set?.rules.some(isInForce) ? data.rule_set : undefined
  }
  const listed = data.rules ?? []
  return (listed.length > 0 ? listed : childKeys.filter((key) => key !== '_')).find(isInForce)
}

const ACTION_WORDS = {
  menu: 'Asks the caller about the rules',
  enable: 'Switches the rules on',
  disable: 'Switches the rules off',
  reset: 'Lets the rules follow the clock',
} as const

/** A key is never a template, and a rule that is named twice has one exit. */
const rulePorts = (rules: readonly string[] = []): Port[] =>
  [...new Set(rules)]
    .filter((id) => id !== '' && id !== '_' && !isTemplate(id))
    .map((key) => ({ key, label: ruleInWords(key) }))

interface Rules {
  rules?: string[] | undefined
  rule_set?: string | undefined
}

function noRules({ rules = [], rule_set: set = '' }: Rules, connected: ReadonlySet<string>): Problem[] {
  const isThere = rules.some((id) => id !== '') || set !== '' || [...connected].some((key) => key !== '_')
  if (isThere) return []
  return [
    {
      severity: 'warning',
      code: 'field.missing',
      field: 'rules',
      message: 'There are no time rules. Every call continues at Otherwise. Enter the id of a rule.',
      short: 'Choose a time rule',
    },
  ]
}
