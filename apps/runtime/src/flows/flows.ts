/** Everything that changes a flow: the database first, then what calls see. */
import { randomBytes } from 'node:crypto'
import {
  type Around,
  canPublish,
  compareDocuments,
  type Diagnostic,
  emptyDocument,
  type StoredDocument,
  type World,
} from '@callflow-studio/model'
import { insertActivation, listActivations } from '../store/activations.ts'
import { countFlows, type FlowRow, findFlow, insertFlow, listFlows, saveDraft, updateFlow } from '../store/flows.ts'
import type { InOrder } from '../store/in-order.ts'
import type { StudioQueries, StudioStore } from '../store/studio-store.ts'
import { findVersion, insertVersion, listVersions, type VersionRow } from '../store/versions.ts'
import type { PublishedFlows } from './published-flows.ts'
import { compileText, readStored } from './read-stored.ts'

/** missing: there is no such flow or version. conflict: someone else saved in between. refused: see the diagnostics. */
export type Refusal =
  | { ok: false; why: 'missing' }
  | { ok: false; why: 'conflict'; current: FlowRow }
  | { ok: false; why: 'refused'; diagnostics: Diagnostic[] }

export type Done<T> = { ok: true; value: T } | Refusal

export interface Flows {
  list: (which: { deleted: boolean }) => Promise<FlowRow[]>
  find: (id: string) => Promise<FlowRow | null>
  create: (draft: { name: string; document?: StoredDocument | undefined }) => Promise<FlowRow>
  save: (id: string, draft: { name: string; document: StoredDocument; revision: number }) => Promise<Done<FlowRow>>
  delete: (id: string) => Promise<Done<FlowRow>>
  restore: (id: string) => Promise<Done<FlowRow>>
  unpublish: (id: string) => Promise<Done<FlowRow>>
  rotateKey: (id: string) => Promise<Done<FlowRow>>
  /** @param revision the one that was looked at; another one in the database is a conflict */
  publish: (
    id: string,
    wish: { note?: string | undefined; revision?: number | undefined },
  ) => Promise<Done<{ version: number; row: FlowRow; diagnostics: Diagnostic[] }>>
  activate: (id: string, version: number) => Promise<Done<FlowRow>>
  versions: (id: string) => Promise<Omit<VersionRow, 'document'>[]>
  version: (id: string, version: number) => Promise<VersionRow | null>
}

/**
 * Reads from the database what is live, then keeps `published` in step with every change.
 * @param inOrder shared with all who change what calls see
 * @param world what flows may name beside themselves
 */
export async function openFlows(
  store: StudioStore,
  published: PublishedFlows,
  now: () => Date,
  inOrder: InOrder,
  world: World & Around,
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
        published.prepare(id)
      }
      return { ok: true, value: done.row }
    })

  return {
    list: (which) => listFlows(queries, which),
    find: (id) => find(id),
    create: ({ name, document = emptyDocument() }) =>
      inOrder(async () => {
        const at = now().toISOString()
        const row = {
          id: randomBytes(8).toString('hex'),
          name,
          revision: 1,
          document: JSON.stringify(document),
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
        const draft = { name, document: JSON.stringify(document), updatedAt: now().toISOString() }
        const isSaved = await saveDraft(queries, id, revision, draft)
        const row = await find(id)
        if (!row) return MISSING
        if (!isSaved) return { ok: false, why: 'conflict', current: row }
        published.know(row)
        return { ok: true, value: row }
      }),
    delete: (id) => change(id, false, () => ({ set: { deleted_at: now().toISOString() }, live: null })),
    restore: (id) => change(id, true, (row) => ({ set: { deleted_at: null }, live: row.live_version })),
    unpublish: (id) => change(id, false, () => ({ set: { live_version: null }, live: null })),
    rotateKey: (id) => change(id, false, () => ({ set: { key: newKey() } })),
    publish: (id, { note = '', revision }) =>
      inOrder(async () => {
        const row = await find(id)
        if (!row) return MISSING
        if (revision !== undefined && revision !== row.revision) return { ok: false, why: 'conflict', current: row }
        const compiled = compileText(row.document, { ...world, flowId: row.id }, world)
        if (!compiled.ok) return { ok: false, why: 'refused', diagnostics: compiled.diagnostics }
        const { diagnostics } = compiled.value
        if (!canPublish(compiled.value)) return { ok: false, why: 'refused', diagnostics }
        const at = now().toISOString()
        const before = row.latest_version === null ? undefined : await findVersion(queries, id, row.latest_version)
        const changes = compareDocuments(
          before ? readStored(before.document) : emptyDocument(),
          compiled.value.document,
        )
        const version = (row.latest_version ?? 0) + 1
        const epoch = await inTransaction(async (transaction) => {
          await insertVersion(transaction, {
            flow_id: id,
            version,
            document: row.document,
            note,
            published_at: at,
            changed_steps: changes.steps.length,
          })
          await updateFlow(transaction, id, { live_version: version })
          return insertActivation(transaction, { flow_id: id, version, at })
        })
        published.activate(epoch, id, version)
        published.prepare(id)
        return {
          ok: true,
          value: { version, row: { ...row, live_version: version, latest_version: version }, diagnostics },
        }
      }),
    activate: async (id, version) => {
      if (!(await findVersion(queries, id, version))) return MISSING
      return change(id, false, () => ({ set: { live_version: version }, live: version }))
    },
    versions: (id) => listVersions(queries, id),
    version: async (id, version) => (await findVersion(queries, id, version)) ?? null,
  }
}

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
