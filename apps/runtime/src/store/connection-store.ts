/** How the studio signs in to an account of KAZOO. */
export interface ConnectionRecord {
  id: string
  baseUrl: string
  /** The account that it signs in to. */
  accountId: string
  /** JSON: what KAZOO told of the account, and how it signs in, without what is secret. */
  account: string
  /** JSON, sealed: all that signing in needs. */
  sealed: string
  updatedAt: string
}

export interface ConnectionReads {
  /** By id. @param ids null: all */
  list: (ids: readonly string[] | null) => Promise<ConnectionRecord[]>
}

export interface ConnectionWrites {
  save: (record: ConnectionRecord) => Promise<void>
  /** @returns false where there was none of that id */
  delete: (id: string) => Promise<boolean>
}
