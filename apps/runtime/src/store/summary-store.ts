/** What the list shows of flows, and what it searches: made of their documents when these are saved. */

export interface SummaryRecord {
  flowId: string
  /** Which state of the flow it is made of; another one than the flow's: it is out of date. */
  state: string
  /** JSON text. */
  summary: string
  /** In lower case. */
  searchText: string
}

export interface SummaryReads {
  /** Without what is searched. @param ids null: all */
  list: (ids: readonly string[] | null) => Promise<Omit<SummaryRecord, 'searchText'>[]>
  /** @returns those of these flows that hold every word */
  search: (ids: readonly string[], words: readonly string[]) => Promise<string[]>
}

export interface SummaryWrites {
  save: (record: SummaryRecord) => Promise<void>
}
