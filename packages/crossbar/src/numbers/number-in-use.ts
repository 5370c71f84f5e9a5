/** What answers a number at present, and what stands against taking it over. @source docs/kazoo/crossbar.md */
import type { Crossbar } from '../create-crossbar.ts'
import type { Callflow, CallflowSummary } from '../resources/callflows.ts'
import type { PhoneNumber } from '../resources/phone-numbers.ts'
import { CrossbarError } from '../transport/crossbar-error.ts'

/** KAZOO's callflow for numbers that no other one has. */
const CATCH_ALL = 'no_match'

export interface NumberInUse {
  number: string
  /** How the callflow comes to answer it; null: nothing does. */
  answeredBy: 'number' | 'pattern' | 'catch-all' | null
  /** The callflow that answers it; null where nothing does. */
  callflow: Callflow | null
  /** What KAZOO knows of it; null for an extension, and for a number that the account does not have. */
  phoneNumber: PhoneNumber | null
  obstacles: readonly Obstacle[]
}

/**
 * `emergency`: never to be taken over. The others are worth a question.
 * `other-app`: an app of KAZOO's keeps the callflow. `not-callflow`: calls go to another application, such as trunks.
 * `not-in-service`: no calls come in. `several`: more than one callflow has it, and KAZOO takes the first. `unknown`: the account does
 * not have it.
 */
export type Obstacle = 'emergency' | 'other-app' | 'not-callflow' | 'not-in-service' | 'several' | 'unknown'

/** Finds out what answers a number. @throws CrossbarError */
export async function lookAtNumber(crossbar: Crossbar, number: string): Promise<NumberInUse> {
  const [callflows, phoneNumber] = await Promise.all([crossbar.callflows.list(), phoneNumberOf(crossbar, number)])
  const owner = ownerOf(callflows, number)
  const callflow = owner ? await crossbar.callflows.get(owner.summary.id) : null
  const holders = callflows.filter(({ numbers }) => numbers.includes(number)).length
  const obstacles: Obstacle[] = []
  if (isEmergency(number)) obstacles.push('emergency')
  if (owner && owner.by === 'number' && isKeptByApp(owner.summary, callflow)) obstacles.push('other-app')
  if (holders > 1) obstacles.push('several')
  if (phoneNumber?.usedBy && phoneNumber.usedBy !== 'callflow') obstacles.push('not-callflow')
  if (phoneNumber && !IN_SERVICE.includes(phoneNumber.state)) obstacles.push('not-in-service')
  if (!phoneNumber && number.startsWith('+') && holders === 0) obstacles.push('unknown')
  return { number, answeredBy: owner?.by ?? null, callflow, phoneNumber, obstacles }
}

/** States in which calls come in. */
const IN_SERVICE: readonly string[] = ['in_service', 'reserved', 'port_in', 'port_out']

async function phoneNumberOf(crossbar: Crossbar, number: string): Promise<PhoneNumber | null> {
  if (!number.startsWith('+')) return null
  try {
    return await crossbar.phoneNumbers.get(number)
  } catch (error) {
    if (error instanceof CrossbarError && ['not-found', 'module-off', 'forbidden'].includes(error.kind)) return null
    throw error
  }
}

interface Owner {
  summary: CallflowSummary
  by: NonNullable<NumberInUse['answeredBy']>
}

/**
 * The callflow that KAZOO runs for a number: the one that has it, else the one whose pattern matches most of it, else the one
 * for all others.
 */
export function ownerOf(callflows: readonly CallflowSummary[], number: string): Owner | null {
  const exact = callflows.find(({ numbers }) => numbers.includes(number))
  if (exact) return { summary: exact, by: 'number' }
  const matches = callflows
    .flatMap((summary) => summary.patterns.map((pattern) => ({ summary, length: matchedLength(pattern, number) })))
    .filter(({ length }) => length > 0)
    .toSorted((a, b) => b.length - a.length)
  if (matches[0]) return { summary: matches[0].summary, by: 'pattern' }
  const catchAll = callflows.find(({ numbers }) => numbers.includes(CATCH_ALL))
  return catchAll ? { summary: catchAll, by: 'catch-all' } : null
}

function matchedLength(pattern: string, number: string): number {
  try {
    return new RegExp(pattern).exec(number)?.[0].length ?? 0
  } catch {
    return 0 // a pattern that only Erlang reads
  }
}

/** Monster UI hides these, and its apps overwrite them. */
function isKeptByApp({ isFeatureCode, type }: CallflowSummary, callflow: Callflow | null): boolean {
  const origin = (callflow?.data.ui_metadata as { origin?: unknown } | undefined)?.origin
  return isFeatureCode || type !== null || (typeof origin === 'string' && origin !== 'callflows')
}

/** Numbers for help in an emergency, as they are dialled in most countries, also with a prefix for a line. */
export const isEmergency = (number: string): boolean => /^9?(911|933|112|999|000|110|118|119|190|192|193)$/.test(number)
