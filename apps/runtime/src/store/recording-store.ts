/** The list of recordings; the files themselves lie beside the database. */

/** A record outlives its file, so that an upload address is never good twice. */
export interface RecordingRecord {
  id: string
  flowId: string
  version: number
  nodeId: string
  callId: string
  visit: number
  kind: string
  sizeBytes: number
  durationMs: number | null
  createdAt: string
  deletedAt: string | null
}

export interface RecordingReads {
  /** Also one whose file is deleted; null where there never was one. */
  find: (id: string) => Promise<RecordingRecord | null>
  /** Oldest first. */
  list: (callId: string) => Promise<RecordingRecord[]>
  /** The oldest ones, as far as they are older than `before`, or all together larger than `totalBytes`. */
  listSurplus: (limits: {
    before: string
    totalBytes: number
    limit: number
  }) => Promise<Pick<RecordingRecord, 'id' | 'kind'>[]>
  /** @returns which of these have a file that is to stay */
  listKept: (ids: readonly string[]) => Promise<Set<string>>
}

export interface RecordingWrites {
  /** @returns false where there is one of this id: another server was first, and nothing is written */
  insert: (record: RecordingRecord) => Promise<boolean>
  /** @returns false where there is none whose file is still there */
  markDeleted: (id: string, at: string) => Promise<boolean>
  /** Forgets files that were deleted before this time: their upload addresses have expired. */
  forgetDeleted: (before: string) => Promise<void>
}
