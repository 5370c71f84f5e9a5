/** Flows with their drafts. Documents are JSON text, times ISO 8601 in UTC. One that has expired is in no read any more. */

/** A flow without its draft, which may be long. */
export interface FlowHead {
  id: string
  name: string
  /** +1 per save; publishing leaves it alone. */
  revision: number
  /** The secret part of the Pivot URL. */
  key: string
  /** What new calls get; of a flow in the trash, what they got before. */
  liveVersion: number | null
  latestVersion: number | null
  createdAt: string
  updatedAt: string
  /** Null unless the flow is in the trash. */
  deletedAt: string | null
  /** The size of the draft, so that one that was changed behind the studio's back is noticed; absent where the draft is there. */
  documentBytes?: number
}

export interface FlowRecord extends FlowHead {
  document: string
}

interface Draft {
  name: string
  document: string
  updatedAt: string
}

/** What tells the states of a flow apart. */
export type FlowState = Pick<FlowHead, 'id' | 'name' | 'revision' | 'liveVersion'>

export interface FlowReads {
  /** Flows that were not deleted, or only those that were, last changed first. */
  list: (which: { deleted: boolean }) => Promise<FlowHead[]>
  /** Deleted or not. */
  find: (id: string) => Promise<FlowRecord | null>
  head: (id: string) => Promise<FlowHead | null>
  /** @param ids null: all, deleted or not */
  heads: (ids: readonly string[] | null) => Promise<FlowHead[]>
  count: () => Promise<number>
  /** What was not deleted, by name. */
  states: () => Promise<FlowState[]>
  /** Some flows that were deleted before this time. */
  listDeleted: (before: string, limit: number) => Promise<Pick<FlowHead, 'id' | 'name'>[]>
  /** A flow's draft and, where there is one, its live version, as JSON. */
  readTexts: (id: string) => Promise<string[]>
}

export interface FlowWrites {
  insert: (flow: FlowRecord) => Promise<void>
  /**
   * Saves a draft if it is still at this revision.
   * @returns false, and nothing changed, if someone else saved in between or the flow is deleted
   */
  saveDraft: (id: string, revision: number, draft: Draft) => Promise<boolean>
  /** Nobody finds a deleted flow any more from now on; what is stored of it goes bit by bit. @returns false where there is none */
  expire: (id: string, before: string) => Promise<boolean>
  /** Removes some versions of flows that have expired, then the flows. @returns false when none is left */
  removeExpired: () => Promise<boolean>
  update: (id: string, change: Partial<Pick<FlowRecord, 'key' | 'liveVersion' | 'deletedAt'>>) => Promise<void>
}
