/** A named exit of a step. */
export interface Port {
  /** KAZOO's child key to the letter, or the studio step's port. */
  key: string
  /** In words ("Not answered"); null: the only exit, without a meaning of its own. */
  label: string | null
  /** The phone key, drawn as a key cap, where the exit is a pressed key. */
  keyCap?: string
}

/** Exits that the user names: keys of a KAZOO menu, hangup causes, values. */
export interface FreePorts {
  /** The button: "Add a key". */
  addLabel: string
  /** Offered first, most likely first. */
  suggestions: readonly Port[]
  /** There are no others. */
  isClosed?: boolean
  describe: (key: string) => Port
  /** @returns why this key cannot be an exit, in words; null if it can. */
  refuse: (key: string) => string | null
}

/** KAZOO's wildcard child where it is the only exit and has no meaning of its own. */
export const NEXT_STEP: Port = { key: '_', label: null }

/** Any studio step can fail, if only by its templates; most need no exit for that, since the fallback is theirs. */
const ERROR_PORT: Port = { key: 'error', label: 'Failed' }

export const errorPorts: FreePorts = {
  addLabel: 'Add an exit for failures',
  suggestions: [ERROR_PORT],
  isClosed: true,
  describe: (key) => (key === ERROR_PORT.key ? ERROR_PORT : { key, label: key }),
  refuse: (key) => (key === ERROR_PORT.key ? null : 'This step has no other exits.'),
}
