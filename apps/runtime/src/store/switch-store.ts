export interface SwitchRecord {
  id: string
  name: string
  state: string
  /** When it becomes automatic again; null: it does not. */
  until: string | null
  changedAt: string | null
  /** JSON: the flow and the caller that set it; null: somebody in the studio. */
  changedBy: string | null
}

export interface SwitchReads {
  /** @param ids null: all */
  list: (ids: readonly string[] | null) => Promise<SwitchRecord[]>
}

export interface SwitchWrites {
  save: (record: SwitchRecord) => Promise<void>
  /** @returns false where there was none of that id */
  delete: (id: string) => Promise<boolean>
}
