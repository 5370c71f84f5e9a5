/**
 * The part of an account that decides what modules do: its documents, and who calls. Tests that replay observed calls
 * give one; a preview has none, and the person at the sample phone says what KAZOO finds.
 */

/** One module of a callflow, as KAZOO runs it. */
export interface AnswerModule {
  module: string
  data?: Record<string, unknown>
  children?: Record<string, AnswerModule>
}

/** A stored document. `fields` is what `branch_variable` may read. */
interface StoredDocument {
  id: string
  fields?: Readonly<Record<string, unknown>>
}

interface SimulatedDevice extends StoredDocument {
  ownerId?: string
  isDisabled?: boolean
}

export interface SimulatedMenu extends StoredDocument {
  tries: number
  timeoutMs: number
  interdigitMs: number
  maxDigits: number
  /** Looks unknown keys up as an extension. */
  mayHunt?: boolean
  /** Announces neither a wrong key nor its end. */
  isQuiet?: boolean
}

export interface SimulatedAccount {
  id: string
  fields: Readonly<Record<string, unknown>>
  /** Custom Channel Vars of the call that modules may read: `Owner-ID`, `Authorizing-Type`. */
  channelVars: Readonly<Record<string, string>>
  /** The caller's own device and user; a call from a carrier has neither. */
  deviceId?: string
  ownerId?: string
  /** The number that the asking callflow's pattern caught. */
  captured?: string
  callflows: readonly (StoredDocument & { numbers: readonly string[]; flow: AnswerModule })[]
  devices: readonly SimulatedDevice[]
  users: readonly (StoredDocument & { hasHotdesk?: boolean })[]
  groups: readonly (StoredDocument & { members: readonly string[] })[]
  menus: readonly SimulatedMenu[]
  mailboxes: readonly (StoredDocument & { number: string; pin: string })[]
  /** Time rules, as they are when the call is made. */
  rules: readonly (StoredDocument & { isInForce: boolean })[]
  ruleSets: readonly (StoredDocument & { rules: readonly string[] })[]
  lists: readonly (StoredDocument & { prefixes: readonly string[] })[]
  /** Directories; none of them has people. */
  directories: readonly StoredDocument[]
}

/** @returns the document of that id, or undefined. */
export const documentOf = <D extends StoredDocument>(documents: readonly D[], id: unknown): D | undefined =>
  documents.find((document) => document.id === id)

/** @returns the callflow that has this number, or undefined. */
export const callflowOfNumber = (account: SimulatedAccount, number: string | undefined) =>
  account.callflows.find(({ numbers }) => number !== undefined && numbers.includes(number))

/**
 * Whether KAZOO finds a phone to ring. A caller's own phones are not rung unless the step says so.
 * @source docs/kazoo/semantics.md#ringing-modules
 */
export function canRing(
  account: SimulatedAccount,
  type: 'device' | 'user' | 'group',
  id: unknown,
  { mayCallSelf = false, countsEmptyUsers = false }: { mayCallSelf?: boolean; countsEmptyUsers?: boolean } = {},
): boolean {
  if (type === 'group')
    return (documentOf(account.groups, id)?.members ?? []).some((member) => canRing(account, 'device', member))
  if (type === 'device') {
    const device = documentOf(account.devices, id)
    return device !== undefined && !device.isDisabled && (mayCallSelf || id !== account.deviceId)
  }
  if (!documentOf(account.users, id)) return false
  const phones = account.devices.filter((device) => device.ownerId === id)
  // In 5.0-dev a user without phones is rung all the same, and is not registered.
  if (phones.length === 0) return countsEmptyUsers
  return phones.some((phone) => canRing(account, 'device', phone.id, { mayCallSelf }))
}
