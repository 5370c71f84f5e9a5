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
export interface AccountDocument {
  id: string
  fields?: Readonly<Record<string, unknown>>
}

interface SimulatedDevice extends AccountDocument {
  ownerId?: string
  isDisabled?: boolean
}

export interface SimulatedMenu extends AccountDocument {
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
  callflows: readonly (AccountDocument & { numbers: readonly string[]; flow: AnswerModule })[]
  devices: readonly SimulatedDevice[]
  users: readonly (AccountDocument & { hasHotdesk?: boolean })[]
  groups: readonly (AccountDocument & { members: readonly string[] })[]
  menus: readonly SimulatedMenu[]
  mailboxes: readonly (AccountDocument & { number: string; pin: string })[]
  /** Time rules, as they are when the call is made. */
  rules: readonly (AccountDocument & { isInForce: boolean })[]
  ruleSets: readonly (AccountDocument & { rules: readonly string[] })[]
  lists: readonly (AccountDocument & { prefixes: readonly string[] })[]
  /** Directories; none of them has people. */
  directories: readonly AccountDocument[]
}
