export interface SecretRecord {
  name: string
  sealed: string
  updatedAt: string
}

export interface SecretReads {
  /** By name. @param names null: all */
  list: (names: readonly string[] | null) => Promise<SecretRecord[]>
}

export interface SecretWrites {
  save: (record: SecretRecord) => Promise<void>
  /** @returns false where there was none of that name */
  delete: (name: string) => Promise<boolean>
}
