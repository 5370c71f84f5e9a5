/** What is set in the studio itself: one JSON text a name. */
export interface SettingsReads {
  /** @returns null where nothing is set */
  find: (name: string) => Promise<string | null>
}

export interface SettingsWrites {
  save: (name: string, value: string) => Promise<void>
}
