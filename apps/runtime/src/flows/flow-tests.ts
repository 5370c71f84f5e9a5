/** Tests that are kept with their flow. What came of them is no change: it is written beside them. */
import { randomBytes } from 'node:crypto'
import { type FlowTest, MAX_TESTS, type TestProblem } from '@callflow-studio/model/api'
import type { Actor } from '../changes/actor.ts'
import type { Change } from '../changes/change.ts'
import { type ChangeResult, MISSING, type Missing } from '../changes/result.ts'
import type { Storage, Transaction } from '../store/storage.ts'
import type { TestRecord } from '../store/test-store.ts'
import { lastRunOf } from './test-runs.ts'

/** missing: there is no such flow or test. invalid: see the problems. too many: of one flow. */
export type TestChangeFailure = Missing | { why: 'invalid'; problems: TestProblem[] } | { why: 'too many' }

/** One text for each test. */
type SplitTests = (
  text: string,
) => Promise<{ ok: true; scenarios: { name: string; text: string }[] } | { ok: false; problems: TestProblem[] }>

export interface FlowTests {
  /** @returns null where there is no such flow, or it is in the trash */
  list: (flowId: string) => Promise<FlowTest[] | null>
  /** @param text of one test or several @returns those that were created */
  create: (actor: Actor, flowId: string, text: string) => Promise<ChangeResult<FlowTest[], TestChangeFailure>>
  /** @param text of one test */
  update: (actor: Actor, flowId: string, id: string, text: string) => Promise<ChangeResult<FlowTest, TestChangeFailure>>
  delete: (actor: Actor, flowId: string, id: string) => Promise<ChangeResult<null, Missing>>
}

export interface FlowTestsOptions {
  storage: Pick<Storage, 'flows' | 'tests'>
  change: Change
  split: SplitTests
  now: () => Date
}

export function createFlowTests({ storage, change, split, now }: FlowTestsOptions): FlowTests {
  return {
    async list(flowId) {
      return (await isThere(storage, flowId)) ? (await storage.tests.list(flowId)).map(toTest) : null
    },
    async create(actor, flowId, text) {
      const read = await split(text)
      if (!read.ok) return { ok: false, why: 'invalid', problems: read.problems }
      if (read.scenarios.length === 0) return { ok: false, why: 'invalid', problems: [NO_TEST] }
      return change(actor, 'test.create', flowId, async (tx) => {
        if (!(await isThere(tx, flowId))) return MISSING
        const there = await tx.tests.list(flowId)
        if (there.length + read.scenarios.length > MAX_TESTS) return { ok: false as const, why: 'too many' as const }
        const made = newRecords(flowId, read.scenarios, now(), there.at(-1)?.place)
        await tx.tests.insert(made)
        return { ok: true, value: made.map(toTest), detail: { tests: made.length } }
      })
    },
    async update(actor, flowId, id, text) {
      const read = await split(text)
      if (!read.ok) return { ok: false, why: 'invalid', problems: read.problems }
      const [scenario, another] = read.scenarios
      if (!scenario || another) return { ok: false, why: 'invalid', problems: [scenario ? ONE_TEST : NO_TEST] }
      return change(actor, 'test.update', flowId, async (tx) => {
        const before = (await isThere(tx, flowId)) && (await tx.tests.list(flowId)).find((test) => test.id === id)
        if (!before) return MISSING
        if (before.text === scenario.text) return { ok: true, value: toTest(before), isUnchanged: true }
        const edit = { ...scenario, updatedAt: now().toISOString() }
        await tx.tests.update(id, edit)
        return { ok: true, value: toTest({ ...before, ...edit, lastRun: null }), detail: { test: id } }
      })
    },
    delete: (actor, flowId, id) =>
      change(actor, 'test.delete', flowId, async (tx) => {
        const before = (await isThere(tx, flowId)) && (await tx.tests.list(flowId)).find((test) => test.id === id)
        if (!before) return MISSING
        await tx.tests.delete(id)
        return { ok: true, value: null, detail: { test: id, name: before.name } }
      }),
  }
}

/** Gives a flow the tests of another one, which it is a copy of. */
export async function copyTests(tx: Transaction, from: string, to: string, at: Date): Promise<void> {
  await tx.tests.insert(newRecords(to, await tx.tests.list(from), at))
}

const newRecords = (
  flowId: string,
  scenarios: readonly Pick<TestRecord, 'name' | 'text'>[],
  at: Date,
  lastPlace = 0,
): TestRecord[] =>
  scenarios.map(({ name, text }, index) => ({
    id: randomBytes(8).toString('hex'),
    flowId,
    place: lastPlace + index + 1,
    name,
    text,
    createdAt: at.toISOString(),
    updatedAt: at.toISOString(),
    lastRun: null,
  }))

const isThere = async ({ flows }: Pick<Storage, 'flows'>, flowId: string): Promise<boolean> =>
  (await flows.head(flowId))?.deletedAt === null

function toTest(record: TestRecord): FlowTest {
  const { id, name, text, createdAt, updatedAt } = record
  return { id, name, text, createdAt, updatedAt, lastRun: lastRunOf(record) }
}

const problemOf = (message: string): TestProblem => ({ severity: 'error', message, path: [], line: 1, column: 1 })
const NO_TEST = problemOf('There is no test in this text. A test begins with “test:” and its name.')
const ONE_TEST = problemOf('This is more than one test. Add the others as tests of their own.')
