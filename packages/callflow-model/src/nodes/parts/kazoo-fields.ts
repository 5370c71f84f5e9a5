/** What the data of several KAZOO modules is made of: ids, addresses, and the words about them. */
import { z } from 'zod'
import type { KazooVersion } from '../../kazoo/versions.ts'
import { constantAddressProblem, kazooRefusal } from '../../kazoo/web-address.ts'
import { isTemplate } from '../../templates/template.ts'
import type { Problem } from '../contract/checks.ts'
import { PHONE_KEYS } from './phone-keys.ts'

/** `^https?://`, as KAZOO's pattern has it: lower case, anything may follow. */
export const webAddress = () =>
  z.string().regex(/^https?:\/\//, {
    error: 'The address must begin with http:// or https://, in lower case. Callers would hear silence.',
  })

/**
 * An address that a version of KAZOO checks for its scheme and host (`voice_url`, `webhook.uri`, the `url` of recordings).
 * Issues about the host name it, see `refusedHostIn`.
 */
export const askedAddress = (version: KazooVersion = '5.0-dev', text: z.ZodString = filledIn()) =>
  text.superRefine((address, context) => {
    if (context.issues.length > 0) return
    const { message, host } = kazooRefusal(address, version) ?? {}
    if (message !== undefined) context.addIssue({ code: 'custom', message, params: { host } })
  })

const filledIn = () => z.string().min(1, { error: 'There is no address. Enter one, or callers would hear silence.' })

/**
 * An object whose values must be texts where their names match. Values of the call become texts in any of them.
 * @param error what is said otherwise
 */
export const textValues = (name: RegExp, error: string) =>
  z.union([
    z.record(z.string(), z.string()),
    z
      .looseObject({})
      .refine(
        (values) => Object.entries(values).every(([key, value]) => !name.test(key) || typeof value === 'string'),
        {
          error,
        },
      ),
  ])

/** What modules that run beside the call take as `action`. */
export const startOrStop = (section: string) =>
  z
    .enum(['start', 'stop'])
    .optional()
    .meta({
      label: 'Action',
      control: 'segmented',
      options: { start: 'Start', stop: 'Stop' },
      section,
      ifAbsent: 'start',
    })

/** Meta of a field that holds such an address: the form, and what is checked beyond KAZOO's own rules. */
export const ADDRESS = { placeholder: 'https://', short: 'Enter an address', address: true } as const

/** @returns the host that KAZOO refuses, where an issue of `askedAddress` is about that. */
export function refusedHostIn(issue: z.core.$ZodIssue): string | null {
  const host = issue.code === 'custom' ? issue.params?.host : undefined
  return typeof host === 'string' && host !== '' ? host : null
}

/** Keys that stop a prompt; all of them if absent, none if the list is empty. */
export const promptTerminators = () =>
  z.array(z.string()).optional().meta({
    label: 'Stop keys',
    hint: 'Any key if empty. The key also counts for the next question.',
    control: 'keys',
    section: 'More',
    more: true,
    ifAbsent: PHONE_KEYS,
  })

/** `9f3c…e21a` for an id; short texts and templates stay whole. */
export const shortId = (id: string): string =>
  id.length <= 14 || isTemplate(id) ? id : `${id.slice(0, 4)}…${id.slice(-4)}`

const PLACEHOLDER = /^0{8}[0-9a-f]{24}$/i
/** The examples carry ids that pass KAZOO's checks and name nothing. */
export const isPlaceholderId = (id: unknown): boolean => typeof id === 'string' && PLACEHOLDER.test(id)

/** A warning where a field still holds an id of the examples. `what`: "group", "mailbox". */
export function placeholderProblems(id: unknown, field: string, what: string): Problem[] {
  if (!isPlaceholderId(id)) return []
  return [
    {
      severity: 'warning',
      code: 'field.placeholder',
      field,
      message: `This id is a placeholder from the example. Replace it with the id of your ${what}.`,
      short: 'Replace the placeholder id',
    },
  ]
}

/** A warning where KAZOO would accept a step without an id, but callers would not get what was meant. */
export function missingIdProblems(id: unknown, field: string, message: string, short: string): Problem[] {
  if (typeof id === 'string' && id.trim() !== '') return []
  return [{ severity: 'warning', code: 'field.missing', field, message, short }]
}

/** What is wrong with an address that KAZOO is to ask, as far as it is constant. */
export function addressProblems(address: unknown, field: string): Problem[] {
  const problem = typeof address === 'string' && address !== '' ? constantAddressProblem(address) : null
  if (!problem) return []
  const { severity, message, short } = problem
  const code = severity === 'warning' ? 'url.private' : problem.host === '' ? 'field.invalid' : 'url.refused-host'
  return [{ severity, code, field, message, short }]
}
