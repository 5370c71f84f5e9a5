/** Tests that are stored with their flow, and what came of each when it was last run. */

export interface TestRecord {
  id: string
  flowId: string
  /** Orders the tests of a flow. */
  place: number
  name: string
  text: string
  createdAt: string
  updatedAt: string
  /** JSON; null: it was not run since it was changed. */
  lastRun: string | null
}

/** What came of a test. It counts only where the test is still the one that was run. */
type TestRunRecord = Pick<TestRecord, 'id' | 'updatedAt'> & { lastRun: string }

export interface TestReads {
  /** In their order. */
  list: (flowId: string) => Promise<TestRecord[]>
}

export interface TestWrites {
  insert: (records: readonly TestRecord[]) => Promise<void>
  /** Forgets its last run. */
  update: (id: string, edit: Pick<TestRecord, 'name' | 'text' | 'updatedAt'>) => Promise<void>
  delete: (id: string) => Promise<void>
  saveRuns: (runs: readonly TestRunRecord[]) => Promise<void>
}
