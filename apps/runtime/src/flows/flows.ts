/** Everything that changes a flow: the database first, then what calls see. */
import { randomBytes } from 'node:crypto'
import type { Diagnostic } from '@callflow-studio/model'
import type { InOrder } from '../store/in-order.ts'
import { insertActivation, listActivations } from '../store/sqlite/activations.ts'
import {
  countFlows,
  type FlowHead,
  type FlowRow,
  findFlow,
  findFlowHead,
  insertFlow,
  listFlows,
  saveDraft,
  updateFlow,
} from '../store/sqlite/flows.ts'
import type { StudioQueries, StudioStore } from '../store/sqlite/studio-store.ts'
import { findVersion, insertVersion, listVersions, type VersionRow } from '../store/sqlite/versions.ts'
import type { PublishedFlows } from './published-flows.ts'

/** missing: there is no such flow or version. conflict: someone else saved in between. refused: see the diagnostics. */
type Refusal =
  | { ok: false; why: 'missing' }
  | { ok: false; why: 'conflict'; current: FlowHead }
  | { ok: false; why: 'refused'; diagnostics: Diagnostic[] }

export type Done<T> = { ok: true; value: T } | Refusal

/** What publishing needs to know of a document. */
export type Judge = (
  text: string,
  flowId: string,
  before: string | null,
) => Promise<
  | { ok: true; value: { diagnostics: Diagnostic[]; canPublish: boolean; changedSteps: number } }
  | { ok: false; diagnostics: Diagnostic[] }
>

/** Documents are JSON text here. */
export interface Flows {
  list: (which: { deleted: boolean }) => Promise<FlowHead[]>
  find: (id: string) => Promise<FlowRow | null>
  /** A flow without its draft, in the trash or not. */
  head: (id: string) => Promise<FlowHead | null>
  draft: (id: string) => Promise<string | null>
  create: (draft: { name: string; document: string }) => Promise<FlowRow>
  save: (id: string, draft: { name: string; document: string; revision: number }) => Promise<Done<FlowRow>>
  delete: (id: string) => Promise<Done<FlowRow>>
  restore: (id: string) => Promise<Done<FlowRow>>
  unpublish: (id: string) => Promise<Done<FlowRow>>
  rotateKey: (id: string) => Promise<Done<FlowRow>>
  /** @param revision the one that was looked at; another one in the database is a conflict */
  publish: (
    id: string,
    wish: { note?: string | undefined; revision?: number | undefined },
  ) => Promise<Done<{ version: number; row: FlowHead; diagnostics: Diagnostic[] }>>
  activate: (id: string, version: number) => Promise<Done<FlowRow>>
  versions: (id: string) => Promise<Omit<VersionRow, 'document'>[]>
  version: (id: string, version: number) => Promise<VersionRow | null>
}

/**
 * Reads from the database what is live, then keeps `published` in step with every change.
 * @param inOrder shared with all who change what calls see
 * @param judge checks a document before it is published
 */
export async function openFlows(
  store: StudioStore,
  published: PublishedFlows,
  now: () => Date,
  inOrder: InOrder,
  judge: Judge,
): Promise<Flows> {
  const { queries, inTransaction } = store
  await rememberAll(queries, published)

  const find = async (id: string, isDeleted = false): Promise<FlowRow | null> => {
    const row = await findFlow(queries, id)
    return row && (row.deleted_at !== null) === isDeleted ? row : null
  }

  /** Changes a flow, notes what is live from now on where `live` says so, and tells memory. */
  const change = (
    id: string,
    isDeleted: boolean,
    make: (row: FlowRow) => { set: Parameters<typeof updateFlow>[2]; live?: number | null },
  ): Promise<Done<FlowRow>> =>
    inOrder(async () => {
      const at = now().toISOString()
      const done = await inTransaction(async (transaction) => {
        const row = await findFlow(transaction, id)
        if (!row || (row.deleted_at !== null) !== isDeleted) return null
        const { set, live } = make(row)
        await updateFlow(transaction, id, set)
        const epoch =
          live === undefined ? null : await insertActivation(transaction, { flow_id: id, version: live, at })
        return { row: { ...row, ...set }, live, epoch }
      })
      if (!done) return MISSING
      published.know(done.row)
      if (done.epoch !== null && done.live !== undefined) {
        published.activate(done.epoch, id, done.live)
      }
      return { ok: true, value: done.row }
    })

  /** What is live next is in memory before calls come to it. */
  const load = async (id: string, version: number | null): Promise<void> => {
    if (version !== null) await published.load(id, version, published.epoch())
  }

  /** Adds a judged document as a version, unless the draft is another one by now. */
  const insert = (
    { document, ...judged }: FlowRow,
    note: string,
    changedSteps: number,
    keep: (flowId: string, version: number) => void,
  ): Promise<Done<{ version: number; row: FlowHead }>> =>
    inOrder(async () => {
      const row = await findFlowHead(queries, judged.id)
      if (!row || row.deleted_at !== null) return MISSING
      if (row.revision !== judged.revision || row.latest_version !== judged.latest_version)
        return { ok: false, why: 'conflict', current: row }
      const at = now().toISOString()
      const version = (row.latest_version ?? 0) + 1
      const epoch = await inTransaction(async (transaction) => {
        await insertVersion(transaction, {
          flow_id: row.id,
          version,
          document,
          note,
          published_at: at,
          changed_steps: changedSteps,
        })
        await updateFlow(transaction, row.id, { live_version: version })
        return insertActivation(transaction, { flow_id: row.id, version, at })
      })
      keep(row.id, version)
      published.activate(epoch, row.id, version)
      return { ok: true, value: { version, row: { ...row, live_version: version, latest_version: version } } }
    })

  return {
    list: (which) => listFlows(queries, which),
    find: (id) => find(id),
    head: async (id) => (await findFlowHead(queries, id)) ?? null,
    draft: async (id) => (await findFlow(queries, id))?.document ?? null,
    create: ({ name, document }) =>
      inOrder(async () => {
        const at = now().toISOString()
        const row = {
          id: randomBytes(8).toString('hex'),
          name,
          revision: 1,
          document,
          key: newKey(),
          live_version: null,
          created_at: at,
          updated_at: at,
          deleted_at: null,
        }
        await insertFlow(queries, row)
        published.know(row)
        return { ...row, latest_version: null }
      }),
    save: (id, { name, document, revision }) =>
      inOrder(async () => {
        const draft = { name, document, updatedAt: now().toISOString() }
        const isSaved = await saveDraft(queries, id, revision, draft)
        const row = await find(id)
        if (!row) return MISSING
        if (!isSaved) return { ok: false, why: 'conflict', current: row }
        published.know(row)
        return { ok: true, value: row }
      }),
    delete: (id) => change(id, false, () => ({ set: { deleted_at: now().toISOString() }, live: null })),
    async restore(id) {
      await load(id, (await findFlowHead(queries, id))?.live_version ?? null)
      return change(id, true, (row) => ({ set: { deleted_at: null }, live: row.live_version }))
    },
    unpublish: (id) => change(id, false, () => ({ set: { live_version: null }, live: null })),
    rotateKey: (id) => change(id, false, () => ({ set: { key: newKey() } })),
    async publish(id, { note = '', revision }) {
      for (let tries = 1; ; tries++) {
        const row = await find(id)
        if (!row) return MISSING
        if (revision !== undefined && revision !== row.revision) return { ok: false, why: 'conflict', current: row }
        const before = row.latest_version === null ? null : await findVersion(queries, id, row.latest_version)
        const judged = await judge(row.document, id, before?.document ?? null)
        if (!judged.ok) return { ok: false, why: 'refused', diagnostics: judged.diagnostics }
        const { diagnostics, changedSteps } = judged.value
        if (!judged.value.canPublish) return { ok: false, why: 'refused', diagnostics }
        const keep = await published.prepare(row.document)
        const done = await insert(row, note, changedSteps, keep)
        if (done.ok) return { ok: true, value: { ...done.value, diagnostics } }
        // Saved or published meanwhile: what was judged is not what is there.
        if (done.why !== 'conflict' || tries === MOST_TRIES) return done
      }
    },
    activate: async (id, version) => {
      if (!(await findVersion(queries, id, version))) return MISSING
      await load(id, version)
      return change(id, false, () => ({ set: { live_version: version }, live: version }))
    },
    versions: (id) => listVersions(queries, id),
    version: async (id, version) => (await findVersion(queries, id, version)) ?? null,
  }
}

/** Of publishing a draft that is saved again and again. */
const MOST_TRIES = 5

const MISSING: Refusal = { ok: false, why: 'missing' }

/** 144 random bits: nobody finds a flow by trying. */
const newKey = (): string => randomBytes(18).toString('base64url')

async function rememberAll(queries: StudioQueries, published: PublishedFlows): Promise<void> {
  const rows = [...(await listFlows(queries, { deleted: false })), ...(await listFlows(queries, { deleted: true }))]
  for (const row of rows) published.know(row)
  for (const { epoch, flow_id, version } of await listActivations(queries)) published.activate(epoch, flow_id, version)
}

/** Whether there never was a flow here. */
export const isEmpty = async (store: StudioStore): Promise<boolean> => (await countFlows(store.queries)) === 0
