/** Every change that somebody made: who, when, what. The number of a change is the epoch from which on it is seen. */

/** What a change was about, beside its subject: a name, a version, a count. Never a secret or a caller's number. */
export type ChangeDetail = Readonly<Record<string, string | number | boolean | null>>

export interface ChangeRecord {
  epoch: number
  /** ISO 8601, UTC. */
  at: string
  actor: string
  operation: string
  /** The id of the flow, table, switch, recording or call, or the name of the secret. */
  subject: string
  detail: ChangeDetail | null
}

export interface ChangeReads {
  /** The number of the latest change. */
  latestEpoch: () => Promise<number>
  /** In their order. The first one does not follow `epoch` where changes between them were removed. */
  after: (epoch: number) => Promise<ChangeRecord[]>
}

export interface ChangeWrites {
  /** @returns the number of a new change; to be taken inside the transaction of that change */
  nextEpoch: () => Promise<number>
  insert: (change: ChangeRecord) => Promise<void>
  /**
   * Removes some of the oldest changes, as far as they were made before this time. The newest one stays, so that a server that is
   * behind finds out.
   * @returns how many
   */
  removeBefore: (at: string, limit: number) => Promise<number>
}
