/** What the data of several KAZOO modules is made of: whole numbers, ids, addresses, and the words about them. */
import { z } from 'zod'
import { refusedHostMessage, refusedHostOf } from '../kazoo/refused-host.ts'
import { isTemplate } from '../templates/template.ts'
import type { Problem } from './define-node.ts'

/**
 * An integer of JSON Schema: any whole number, 1.0 too, and not only the safe ones as `z.int()`. From 1e21 on JSON is
 * written with an exponent, which KAZOO's JSON reader takes for a fraction.
 */
export const integer = () =>
  z
    .number()
    .refine((value) => Number.isInteger(value) && Math.abs(value) < 1e21, { error: 'This needs a whole number.' })

/** `^https?://`, as KAZOO's pattern has it: lower case, anything may follow. */
export const webAddress = () =>
  z.string().regex(/^https?:\/\//, { error: 'The address must begin with http:// or https://, or KAZOO hangs up.' })

/** Keys of a phone, in the order of the keypad. */
export const PHONE_KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'] as const

/** Keys that stop a prompt; all of them if absent, none if the list is empty. */
export const promptTerminators = () =>
  z.array(z.string()).optional().meta({
    label: 'Keys that stop it',
    hint: 'Any key if left alone. What was pressed counts for the next question.',
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

/** An error where KAZOO would refuse the host of an address. */
export function refusedHostProblems(address: unknown, field: string): Problem[] {
  const host = refusedHostOf(address)
  if (host === null) return []
  return [
    {
      severity: 'error',
      code: 'url.refused-host',
      field,
      message: refusedHostMessage(host),
      short: `KAZOO refuses ${host}`,
    },
  ]
}

/** Whole seconds or minutes in words: `25 s`, `5 min`. */
export const inSeconds = (seconds: number): string =>
  seconds >= 120 && seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`
