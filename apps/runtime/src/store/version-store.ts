/** Published versions, which never change, and which of them was live from when on. */

export interface VersionHead {
  flowId: string
  version: number
  note: string
  publishedAt: string
  /** Steps that differ from the version before. */
  changedSteps: number
  /** What came of the flow's tests when it was published, as JSON; null: it had none. */
  tests: string | null
}

export interface VersionRecord extends VersionHead {
  /** JSON text. */
  document: string
}

/** A row per publish, activation, unpublish, delete and restore. */
export interface Activation {
  epoch: number
  flowId: string
  /** Null: nothing was live from here on. */
  version: number | null
  at: string
}

export interface VersionReads {
  /** Newest first. */
  list: (flowId: string) => Promise<VersionHead[]>
  find: (flowId: string, version: number) => Promise<VersionRecord | null>
  /** The version that was live last before the one that is live, or was; null where there was none. */
  liveBefore: (flowId: string) => Promise<number | null>
  /** In the order of their epochs. */
  activationsAfter: (epoch: number) => Promise<Activation[]>
}

export interface VersionWrites {
  insert: (version: VersionRecord) => Promise<void>
  insertActivation: (activation: Activation) => Promise<void>
}
