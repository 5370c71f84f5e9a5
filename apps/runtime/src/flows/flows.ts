/** Everything that changes a flow. What calls see of it is in `published-flows.ts`, which follows the changes. */

import { randomBytes } from 'node:crypto'
import type { Diagnostic } from '@callflow-studio/model'
import type { ChangeId, FailedTest } from '@callflow-studio/model/api'
import type { Actor } from '../changes/actor.ts'
import type { Change } from '../changes/change.ts'
import { type ChangeResult, MISSING, type Missing } from '../changes/result.ts'
import type { ChangeDetail } from '../store/change-store.ts'
import type { FlowHead, FlowRecord } from '../store/flow-store.ts'
import type { Storage, Transaction } from '../store/storage.ts'
import type { SummaryRecord } from '../store/summary-store.ts'
import type { VersionHead, VersionRecord } from '../store/version-store.ts'
import type { FlowSummaries } from './flow-summaries.ts'
import { copyTests } from './flow-tests.ts'
import type { PublishedFlows } from './published-flows.ts'
import type { TestRuns, TestVerdict } from './test-runs.ts'

/** missing: there is no such flow or version. conflict: someone else saved in between. refused: see the diagnostics. tests failed: so many. */
export type FlowFailure =
  | Missing
  | { why: 'conflict'; current: FlowHead }
  | { why: 'refused'; diagnostics: Diagnostic[] }
  | { why: 'tests failed'; failures: FailedTest[] }

/** What publishing needs to know of a document. */
type CheckForPublishing = (
  text: string,
  flowId: string,
  before: string | null,
) => Promise<
  | { ok: true; value: { diagnostics: Diagnostic[]; canPublish: boolean; changedSteps: number } }
  | { ok: false; diagnostics: Diagnostic[] }
>

type Changing = Promise<ChangeResult<FlowRecord, FlowFailure>>

/** Documents are JSON text here. */
export interface Flows {
  list: (which: { deleted: boolean }) => Promise<FlowHead[]>
  find: (id: string) => Promise<FlowRecord | null>
  /** A flow without its draft, in the trash or not. */
  head: (id: string) => Promise<FlowHead | null>
  draft: (id: string) => Promise<string | null>
  /**
   * @param draft `testsOf`: the flow whose tests it gets too
   * @param isWanted asked in the transaction; false: no flow is made
   */
  create: (
    actor: Actor,
    draft: { name: string; document: string; testsOf?: string | undefined },
    isWanted?: (tx: Transaction) => Promise<boolean>,
  ) => Changing
  save: (actor: Actor, id: string, draft: { name: string; document: string; revision: number }) => Changing
  delete: (actor: Actor, id: string) => Changing
  restore: (actor: Actor, id: string) => Changing
  unpublish: (actor: Actor, id: string) => Changing
  rotateKey: (actor: Actor, id: string) => Changing
  publish: (
    actor: Actor,
    id: string,
    options: PublishOptions,
  ) => Promise<ChangeResult<{ version: number; flow: FlowHead; diagnostics: Diagnostic[] }, FlowFailure>>
  activate: (actor: Actor, id: string, version: number) => Changing
  versions: (id: string) => Promise<VersionHead[]>
  version: (id: string, version: number) => Promise<VersionRecord | null>
}

interface PublishOptions {
  note?: string | undefined
  /** The one that was looked at; another one in the database is a conflict. */
  revision?: number | undefined
  /** Why it is published although tests fail. */
  testsOverride?: { reason: string } | undefined
}

export interface FlowsOptions {
  storage: Pick<Storage, 'flows' | 'versions'>
  change: Change
  published: Pick<PublishedFlows, 'load' | 'prepare' | 'epoch'>
  summaries: Pick<FlowSummaries, 'make'>
  now: () => Date
  check: CheckForPublishing
  runTests: TestRuns['judge']
}

export function createFlows({ storage, change, published, summaries, now, check, runTests }: FlowsOptions): Flows {
  const find = async (id: string): Promise<FlowRecord | null> => {
    const flow = await storage.flows.find(id)
    return flow?.deletedAt === null ? flow : null
  }

  const update = (
    actor: Actor,
    operation: ChangeId,
    id: string,
    make: (flow: FlowRecord) => Edit | null,
    { isDeleted = false, summary }: { isDeleted?: boolean; summary?: SummaryRecord } = {},
  ): Changing =>
    change(actor, operation, id, async (tx, epoch) => {
      const flow = await tx.flows.find(id)
      if (!flow || (flow.deletedAt !== null) !== isDeleted) return MISSING
      const edit = make(flow)
      if (!edit) return { ok: true, value: flow, isUnchanged: true }
      const { set, live, detail } = edit
      await tx.flows.update(id, set)
      if (summary) await tx.summaries.save(summary)
      if (live !== undefined)
        await tx.versions.insertActivation({ epoch, flowId: id, version: live, at: now().toISOString() })
      return { ok: true, value: { ...flow, ...set }, ...(detail ? { detail } : {}) }
    })

  /** What is live next is in memory before calls come to it, and nobody who changes something waits for it. */
  const load = async (id: string, version: number | null): Promise<void> => {
    if (version !== null) await published.load(id, version, published.epoch())
  }

  /** Of a flow whose live version changes. One that is changed meanwhile has its summary made when it is asked for. */
  async function withSummary(id: string, liveVersion: number | null): Promise<{ summary?: SummaryRecord }> {
    const flow = await find(id)
    return flow ? { summary: await summaries.make({ ...flow, liveVersion }) } : {}
  }

  /** Adds a checked document as a version, unless the draft is another one by now. */
  const addVersion = (
    actor: Actor,
    { document, ...checked }: FlowRecord,
    version: Pick<VersionRecord, 'note' | 'changedSteps' | 'tests'>,
    summary: SummaryRecord,
  ) =>
    change(actor, 'flow.publish', checked.id, async (tx, epoch) => {
      const flow = await tx.flows.head(checked.id)
      if (!flow || flow.deletedAt !== null) return MISSING
      if (flow.revision !== checked.revision || flow.latestVersion !== checked.latestVersion)
        return { ok: false as const, why: 'conflict' as const, current: flow }
      const [flowId, at, number] = [flow.id, now().toISOString(), (flow.latestVersion ?? 0) + 1]
      await tx.versions.insert({ ...version, flowId, version: number, document, publishedAt: at })
      await tx.flows.update(flowId, { liveVersion: number })
      await tx.summaries.save(summary)
      await tx.versions.insertActivation({ epoch, flowId, version: number, at })
      const published = { ...flow, liveVersion: number, latestVersion: number }
      return { ok: true, value: { version: number, flow: published }, detail: { version: number } }
    })

  return {
    list: (which) => storage.flows.list(which),
    find,
    head: (id) => storage.flows.head(id),
    draft: async (id) => (await storage.flows.find(id))?.document ?? null,
    async create(actor, { name, document, testsOf }, isWanted = async () => true) {
      const at = now().toISOString()
      const flow = {
        id: randomBytes(8).toString('hex'),
        name,
        revision: 1,
        document,
        key: newKey(),
        liveVersion: null,
        latestVersion: null,
        createdAt: at,
        updatedAt: at,
        deletedAt: null,
      }
      const summary = await summaries.make(flow)
      return change(actor, 'flow.create', flow.id, async (tx) => {
        if (!(await isWanted(tx))) return MISSING
        if (testsOf !== undefined && !(await tx.flows.head(testsOf))) return MISSING
        await tx.flows.insert(flow)
        if (testsOf !== undefined) await copyTests(tx, testsOf, flow.id, now())
        await tx.summaries.save(summary)
        return { ok: true, value: flow, detail: { name } }
      })
    },
    async save(actor, id, { name, document, revision }) {
      const before = await storage.flows.head(id)
      const summary = before && (await summaries.make({ ...before, name, document, revision: revision + 1 }))
      return change(actor, 'flow.save', id, async (tx) => {
        const draft = { name, document, updatedAt: now().toISOString() }
        const isSaved = await tx.flows.saveDraft(id, revision, draft)
        const flow = await tx.flows.find(id)
        if (!flow || flow.deletedAt !== null) return MISSING
        if (!isSaved) return { ok: false as const, why: 'conflict' as const, current: flow }
        if (summary) await tx.summaries.save(summary)
        return { ok: true, value: flow, detail: { revision: flow.revision } }
      })
    },
    delete: (actor, id) =>
      update(actor, 'flow.delete', id, ({ name }) => ({
        set: { deletedAt: now().toISOString() },
        live: null,
        detail: { name },
      })),
    async restore(actor, id) {
      await load(id, (await storage.flows.head(id))?.liveVersion ?? null)
      const restored = ({ name, liveVersion }: FlowRecord): Edit => ({
        set: { deletedAt: null },
        live: liveVersion,
        detail: { name },
      })
      return update(actor, 'flow.restore', id, restored, { isDeleted: true })
    },
    async unpublish(actor, id) {
      const unpublished = ({ liveVersion }: FlowRecord): Edit | null =>
        liveVersion === null ? null : { set: { liveVersion: null }, live: null, detail: { version: liveVersion } }
      return update(actor, 'flow.unpublish', id, unpublished, await withSummary(id, null))
    },
    rotateKey: (actor, id) => update(actor, 'flow.rotateKey', id, () => ({ set: { key: newKey() } })),
    async publish(actor, id, { note = '', revision, testsOverride }) {
      for (let tries = 1; ; tries++) {
        const flow = await find(id)
        if (!flow) return MISSING
        if (revision !== undefined && revision !== flow.revision) return { ok: false, why: 'conflict', current: flow }
        const before = flow.latestVersion === null ? null : await storage.versions.find(id, flow.latestVersion)
        const checked = await check(flow.document, id, before?.document ?? null)
        if (!checked.ok) return { ok: false, why: 'refused', diagnostics: checked.diagnostics }
        const { diagnostics, changedSteps, canPublish } = checked.value
        if (!canPublish) return { ok: false, why: 'refused', diagnostics }
        const ran = await runTests({ flow, text: flow.document })
        if (!ran.ok) return { ok: false, why: 'refused', diagnostics: ran.diagnostics }
        const failures = ran.value?.failures ?? []
        if (failures.length > 0 && !testsOverride) return { ok: false, why: 'tests failed', failures }
        const overrideReason = failures.length > 0 ? (testsOverride?.reason ?? null) : null
        const tests = ran.value && JSON.stringify({ ...ran.value, overrideReason } satisfies VersionTests)
        await published.prepare(id, flow.document)
        const version = (flow.latestVersion ?? 0) + 1
        const summary = await summaries.make({ ...flow, liveVersion: version, latestVersion: version }, flow.document)
        const done = await addVersion(actor, flow, { note, changedSteps, tests }, summary)
        if (done.ok) return { ok: true, value: { ...done.value, diagnostics } }
        // Saved or published meanwhile: what was checked is not what is there.
        if (done.why !== 'conflict' || tries === MAX_TRIES) return done
      }
    },
    async activate(actor, id, version) {
      if (!(await storage.versions.find(id, version))) return MISSING
      await load(id, version)
      const activated = ({ liveVersion }: FlowRecord): Edit | null =>
        liveVersion === version ? null : { set: { liveVersion: version }, live: version, detail: { version } }
      return update(actor, 'version.activate', id, activated, await withSummary(id, version))
    },
    versions: (id) => storage.versions.list(id),
    version: (id, version) => storage.versions.find(id, version),
  }
}

/** As a version keeps it, as JSON. */
export interface VersionTests extends TestVerdict {
  /** Why it was published although tests failed. */
  overrideReason: string | null
}

interface Edit {
  set: Parameters<Transaction['flows']['update']>[1]
  /** What is live from now on; undefined: what was. */
  live?: number | null
  detail?: ChangeDetail
}

/** Of publishing a draft that is saved again and again. */
const MAX_TRIES = 5

/** 144 random bits: nobody finds a flow by trying. */
const newKey = (): string => randomBytes(18).toString('base64url')
