import { z } from 'zod'
import { isTwimlParameter } from '../kazoo/call-facts.ts'
import { isObject } from '../kazoo/callflow-tree.ts'
import { versionsOf } from '../kazoo/versions.ts'
import { defineKazooStep, skipModule } from './define-node.ts'
import { textValues } from './kazoo-fields.ts'

/** 4.3 takes texts only, but for names without any letter, digit, `-` or `_`. */
const textsOnly = () => textValues(/[a-zA-Z0-9\-_]/, 'KAZOO 4.3 takes texts only.')

/** Numbers, switches and lists as the texts that other KAZOOs make of them for `custom`. */
function withTextValues(data: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { custom_application_vars: values } = data
  if (!isObject(values)) return data
  const texts = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, inWords(value)]))
  return { ...data, custom_application_vars: texts }
}

/** @source callflows.set_variables; kazoo-callflow-semantics V3 */
export const setVariables = defineKazooStep({
  type: 'set_variables',
  title: 'Set application variables',
  help: 'Keeps named values with the call in KAZOO. Later steps read them as custom and the name; other systems see them too.',
  icon: 'variable',
  category: 'Variables & Branching',
  synonyms: ['custom application vars', 'CAV', 'tag', 'metadata', 'CRM', 'remember'],
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
  twiml: {
    // One `Variable` per `Set`: with two, KAZOO hangs up.
    verbs: (data) =>
      Object.entries(data.custom_application_vars ?? {}).map(([key, value]) => ({
        name: 'Set',
        content: [{ name: 'Variable', attributes: { key, value: inWords(value) } }],
      })),
    check: (data) =>
      Object.keys(data.custom_application_vars ?? {})
        .filter(isTwimlParameter)
        .map((name) => ({
          severity: 'error',
          code: 'twiml.name',
          field: 'custom_application_vars',
          message: `In TwiML ${name} is the name of something that KAZOO itself sends. Choose another name.`,
          short: 'Choose another name',
        })),
  },
  simulate(data, call) {
    // 4.3 makes channel variables of them, which no later request carries.
    const kept = call.version === '4.3' ? call.channelVars : call.custom
    for (const [name, value] of Object.entries(data.custom_application_vars ?? {})) kept.set(name, value)
    return { kind: 'continue' }
  },
})

const inWords = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))
