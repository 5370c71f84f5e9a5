import { z } from 'zod'
import { isTwimlParameter } from '../../kazoo/call-facts.ts'
import { isObject } from '../../kazoo/callflow-tree.ts'
import { isLatin1 } from '../../kazoo/twiml-attributes.ts'
import { versionsOf } from '../../kazoo/versions.ts'
import { isTemplate } from '../../templates/template.ts'
import type { Problem } from '../contract/checks.ts'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'
import { StepFailure } from '../contract/step-call.ts'
import { textValues } from '../parts/kazoo-fields.ts'

/** 4.3 takes texts only, but for names without any letter, digit, `-` or `_`. */
const textsOnly = () => textValues(/[a-zA-Z0-9\-_]/, 'KAZOO 4.3 takes texts only.')

/** Numbers, switches and lists as the texts that other KAZOOs make of them for `custom`. */
function withTextValues(data: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { custom_application_vars: values } = data
  if (!isObject(values)) return data
  const texts = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, inWords(value)]))
  return { ...data, custom_application_vars: texts }
}

/** @source callflows.set_variables; docs/kazoo/semantics.md#v3 */
export const setVariables = defineKazooStep({
  type: 'set_variables',
  title: 'Set call variables (CAVs)',
  help: 'Sets Custom-Application-Vars on the call in KAZOO. Later steps read them as custom.<name>; other systems see them too.',
  icon: 'variable',
  category: 'Variables & Branching',
  synonyms: ['custom application vars', 'CAV', 'tag', 'metadata', 'CRM', 'remember', 'application variables'],
  data: z.looseObject({
    custom_application_vars: z
      .looseObject({})
      .optional()
      .meta({ label: 'Values', section: 'Values', control: 'key-values', short: 'Add a value' }),
    export: z.boolean().optional().meta({
      label: 'Also for the phone that is rung',
      section: 'More',
      more: true,
      ifAbsent: false,
    }),
    skip_module: skipModule(),
  }),
  differs: { '4.3': { fields: { custom_application_vars: textsOnly().optional() } } },
  written: (data, profile) => (versionsOf(profile).includes('4.3') ? withTextValues(data) : data),
  create: () => ({ custom_application_vars: {} }),
  setsCustom: ({ custom_application_vars: values }) => (isObject(values) ? values : {}),
  changes: (data) => Object.keys(data.custom_application_vars ?? {}).map((name) => `custom.${name}`),
  summary: (data) => {
    const values = Object.entries(data.custom_application_vars ?? {})
    const shown = values.slice(0, 2).map(([name, value]) => `${name} = ${inWords(value)}`)
    return values.length > 2 ? `${shown.join(', ')} and ${values.length - 2} more` : shown.join(', ')
  },
  quirks: () => [
    {
      versions: ['4.3'],
      field: 'custom_application_vars',
      message:
        'KAZOO 4.3 does not send these values to other systems. Later steps of this flow read them all the same.',
      short: 'Other systems do not see it on KAZOO 4.3',
    },
  ],
  next: () => ['ring_group', 'user', 'tts'],
  forms: {
    twiml: {
      // One `Variable` per `Set`: with two, KAZOO hangs up.
      verbs: (data) =>
        Object.entries(data.custom_application_vars ?? {}).map(([key, value]) => {
          const text = inWords(value)
          if (!isLatin1(text)) throw new StepFailure('value', `${beyondLatin1(key)} Its value here is one of those.`)
          return { name: 'Set', content: [{ name: 'Variable', attributes: { key, value: text } }] }
        }),
      check: (data) => Object.entries(data.custom_application_vars ?? {}).flatMap(variableProblems),
    },
  },
  simulate(data, call) {
    // 4.3 makes channel variables of them, which no later request carries.
    const kept = call.version === '4.3' ? call.channelVars : call.custom
    for (const [name, value] of Object.entries(data.custom_application_vars ?? {})) kept.set(name, value)
    return { kind: 'continue' }
  },
})

const inWords = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))

/** What a variable of TwiML can be neither called nor hold. */
function variableProblems([name, value]: [string, unknown]): Problem[] {
  const error = { severity: 'error', field: 'custom_application_vars' } as const
  if (isTwimlParameter(name)) {
    const message = `In TwiML ${name} is the name of something that KAZOO itself sends. Choose another name.`
    return [{ ...error, code: 'twiml.name', message, short: 'Choose another name' }]
  }
  if (name === '' || !isLatin1(name)) {
    const message = `In TwiML the name of a variable needs Latin letters; KAZOO drops “${name}”. Choose another name.`
    return [{ ...error, code: 'twiml.name', message, short: 'Choose another name' }]
  }
  if ((typeof value === 'string' && isTemplate(value)) || isLatin1(inWords(value))) return []
  return [
    {
      ...error,
      code: 'twiml.value',
      message: `${beyondLatin1(name)} Use Callflow JSON.`,
      short: 'Not only Latin letters',
    },
  ]
}

const beyondLatin1 = (name: string): string =>
  `In a TwiML flow KAZOO drops a variable whose value has characters beyond U+00FF, such as 日本 or an emoji: ${name}.`
