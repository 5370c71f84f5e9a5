/** Runs the tests of a flow, and keeps what came of them beside them: no change, since nothing that is published follows. */
import type { Diagnostic } from '@callflow-studio/model'
import type { FailedTest, TestCoverage, TestRun } from '@callflow-studio/model/api'
import type { EnqueueWrite } from '../changes/write-queue.ts'
import type { Storage } from '../store/storage.ts'
import type { TestRecord } from '../store/test-store.ts'

/** A draft whose calls are tested. */
export interface TestedDraft {
  flow: { id: string; name: string }
  /** The document. */
  text: string
}

type TestResult = TestRun & { testId: string }

/** Diagnostics: why the document cannot be read. */
type RanTests =
  | { ok: true; value: { results: TestResult[]; coverage: TestCoverage } }
  | { ok: false; diagnostics: Diagnostic[] }

/** Which tests are run: those that match everything that is given. */
interface TestPick {
  /** Ids. */
  tests?: readonly string[] | undefined
  /** Those whose last run got to one of these steps. One that failed or was never run may get to any. */
  touching?: readonly string[] | undefined
}

/** What came of all tests of a flow. */
export interface TestVerdict {
  passed: number
  failures: FailedTest[]
}

export interface TestRuns {
  run: (draft: TestedDraft, pick: TestPick) => Promise<RanTests>
  /** Runs all tests of a flow, for publishing. The value is null where it has none. */
  judge: (draft: TestedDraft) => Promise<{ ok: true; value: TestVerdict | null } | Extract<RanTests, { ok: false }>>
}

export interface TestRunsOptions {
  storage: Pick<Storage, 'tests' | 'transaction'>
  enqueueWrite: EnqueueWrite
  runTests: (
    draft: TestedDraft & { at: string },
    tests: readonly { id: string; text: string }[],
    others: readonly TestRun[],
  ) => Promise<RanTests>
  now: () => Date
}

export function createTestRuns({ storage, enqueueWrite, runTests, now }: TestRunsOptions): TestRuns {
  /** One that was changed meanwhile keeps what it has. */
  async function save(tests: readonly TestRecord[], results: readonly TestResult[]): Promise<void> {
    if (results.length === 0) return
    const runs = tests.flatMap(({ id, updatedAt }) => {
      const result = results.find(({ testId }) => testId === id)
      if (!result) return []
      const { testId: _, ...run } = result
      return [{ id, updatedAt, lastRun: JSON.stringify(run) }]
    })
    await enqueueWrite(() => storage.transaction((tx) => tx.tests.saveRuns(runs)))
  }

  async function run(draft: TestedDraft, tests: readonly TestRecord[], pick: TestPick): Promise<RanTests> {
    const picked = tests.filter((test) => isPicked(test, pick))
    const others = tests.flatMap((test) => (picked.includes(test) ? [] : (lastRunOf(test) ?? [])))
    const ran = await runTests({ ...draft, at: now().toISOString() }, picked.map(toText), others)
    if (ran.ok) await save(picked, ran.value.results)
    return ran
  }

  return {
    run: async (draft, pick) => run(draft, await storage.tests.list(draft.flow.id), pick),
    async judge(draft) {
      const tests = await storage.tests.list(draft.flow.id)
      if (tests.length === 0) return { ok: true, value: null }
      const ran = await run(draft, tests, {})
      return ran.ok ? { ok: true, value: toVerdict(tests, ran.value.results) } : ran
    },
  }
}

function toVerdict(tests: readonly TestRecord[], results: readonly TestResult[]): TestVerdict {
  const names = new Map(tests.map(({ id, name }) => [id, name]))
  const failures = results.flatMap(({ testId, failure }) =>
    failure ? [{ testId, name: names.get(testId) ?? '', failure }] : [],
  )
  return { passed: results.length - failures.length, failures }
}

const toText = ({ id, text }: TestRecord) => ({ id, text })

/** @returns null where it was not run since it was changed */
export const lastRunOf = ({ lastRun }: TestRecord): TestRun | null =>
  lastRun === null ? null : (JSON.parse(lastRun) as TestRun)

function isPicked(test: TestRecord, { tests, touching }: TestPick): boolean {
  if (tests && !tests.includes(test.id)) return false
  if (!touching) return true
  const last = lastRunOf(test)
  return !last?.passed || last.steps.some((step) => touching.includes(step))
}
