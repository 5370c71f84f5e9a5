/**
 * Recordings that KAZOO has uploaded: a row each in the database, the file in a folder beside it. An upload address is good for
 * one file: the row stays until the address has expired, also where the file is deleted before.
 */
import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, mkdirSync } from 'node:fs'
import { readdir, rename, rm, stat } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { type Actor, SYSTEM } from '../changes/actor.ts'
import type { Change } from '../changes/change.ts'
import { MISSING } from '../changes/result.ts'
import type { EnqueueWrite } from '../changes/write-queue.ts'
import { TOKEN_LIFETIME_MS } from '../continuation/sealer.ts'
import type { Upload } from '../continuation/upload-sealer.ts'
import type { RecordingRecord } from '../store/recording-store.ts'
import type { Storage } from '../store/storage.ts'
import { type AudioKind, MEDIA_TYPES } from './audio-kind.ts'
import { isPart, PART, RECORDINGS_FOLDER } from './folder.ts'
import { type ReceivedFile, receiveFile } from './receive-file.ts'
import { syncFolder } from './sync-folder.ts'

export interface RecordingLimits {
  /** Older ones are deleted. */
  days: number
  /** Of all recordings: beyond it the oldest are deleted. */
  totalBytes: number
}

export interface Recordings {
  /**
   * Keeps the body of a request under an upload's id.
   * @param durationMs what KAZOO says of its length
   * @throws where the disk or the database does not take it
   */
  receive: (upload: Upload, incoming: IncomingMessage, durationMs: number | null) => Promise<Receipt>
  /** Oldest first, without deleted ones. */
  list: (callId: string) => Promise<RecordingRecord[]>
  /** @returns null where there is none, or its file is deleted or missing */
  find: (id: string) => Promise<{ row: RecordingRecord; path: string; mediaType: string; sizeBytes: number } | null>
  /** @returns false where there is none */
  delete: (actor: Actor, id: string) => Promise<boolean>
  /** Deletes what is too old or beyond the limit, and what a crash has left. @returns how many recordings were deleted */
  cleanUp: () => Promise<number>
}

export type Receipt = { ok: true; row: RecordingRecord } | Refused
type Refused = { ok: false; why: 'used' | 'busy' } | Extract<ReceivedFile, { ok: false }>

/** As many in one go, so that the database is never busy for long. */
const CLEAN_UP_AT_ONCE = 200

/** Opens the folder `recordings`, for its owner's eyes only. */
export function openRecordings({
  dataDir,
  storage,
  change,
  enqueueWrite,
  limits,
  maxFileBytes,
  now,
}: {
  dataDir: string
  storage: Pick<Storage, 'recordings' | 'transaction'>
  change: Change
  enqueueWrite: EnqueueWrite
  limits: () => RecordingLimits
  /** Of one recording: a larger one is refused. */
  maxFileBytes: number
  now: () => Date
}): Recordings {
  const folder = join(dataDir, RECORDINGS_FOLDER)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const pathOf = (id: string, kind: string): string => join(folder, `${id}.${kind}`)
  /** Uploads under way, by id. */
  const busy = new Set<string>()

  async function keep(upload: Upload, incoming: IncomingMessage, durationMs: number | null): Promise<Receipt> {
    const known = await storage.recordings.find(upload.id)
    if (known?.deletedAt) return { ok: false, why: 'used' }
    // No two uploads share a name: another server of the folder may receive the same file.
    const part = join(folder, `${upload.id}.${randomUUID()}${PART}`)
    try {
      const file = await receiveFile(incoming, { path: part, maxBytes: known?.sizeBytes ?? maxFileBytes })
      if (!file.ok) return known && file.why === 'too large' ? { ok: false, why: 'used' } : file
      return known ? compare(part, known) : await keepFirst(part, file, upload, durationMs)
    } finally {
      await rm(part, { force: true })
    }
  }

  async function keepFirst(
    part: string,
    file: Extract<ReceivedFile, { ok: true }>,
    upload: Upload,
    durationMs: number | null,
  ): Promise<Receipt> {
    const row: RecordingRecord = {
      id: upload.id,
      flowId: upload.flowId,
      version: upload.version,
      nodeId: upload.nodeId,
      callId: upload.callId,
      visit: upload.visit,
      kind: file.kind,
      sizeBytes: file.sizeBytes,
      durationMs: durationMs ?? file.durationMs,
      createdAt: now().toISOString(),
      deletedAt: null,
    }
    // The file gets its name while the row is not yet committed: of two servers, the second one finds both or neither.
    const isFirst = await enqueueWrite(() =>
      storage.transaction(async (tx) => {
        if (!(await tx.recordings.insert(row))) return false
        await rename(part, pathOf(row.id, row.kind))
        await syncFolder(folder)
        return true
      }),
    )
    if (isFirst) return { ok: true, row }
    const first = await storage.recordings.find(row.id)
    return first ? compare(part, first) : { ok: false, why: 'used' }
  }

  /** KAZOO sends a file again where our answer to the first time was lost on its way: the same file is no second one. */
  async function compare(part: string, kept: RecordingRecord): Promise<Receipt> {
    const isSame = kept.deletedAt === null && (await isSameFile(part, pathOf(kept.id, kept.kind)))
    return isSame ? { ok: true, row: kept } : { ok: false, why: 'used' }
  }

  async function remove(actor: Actor, { id, kind }: Pick<RecordingRecord, 'id' | 'kind'>): Promise<boolean> {
    const done = await change(actor, 'recording.delete', id, async (tx) =>
      (await tx.recordings.markDeleted(id, now().toISOString())) ? { ok: true, value: null } : MISSING,
    )
    await rm(pathOf(id, kind), { force: true })
    return done.ok
  }

  /** Files without a row that says that they stay, once no upload can still be about to write that row. */
  async function removeStrays(): Promise<void> {
    const before = now().getTime() - TOKEN_LIFETIME_MS
    const all = await readdir(folder)
    for (let at = 0; at < all.length; at += CLEAN_UP_AT_ONCE) {
      const names = all.slice(at, at + CLEAN_UP_AT_ONCE)
      const kept = await storage.recordings.listKept(names.map(idIn))
      for (const name of names) {
        if (!isPart(name) && kept.has(idIn(name))) continue
        const path = join(folder, name)
        const { mtimeMs } = await stat(path)
        if (mtimeMs < before) await rm(path, { force: true })
      }
    }
  }

  return {
    async receive(upload, incoming, durationMs) {
      if (busy.has(upload.id)) return { ok: false, why: 'busy' }
      busy.add(upload.id)
      try {
        return await keep(upload, incoming, durationMs)
      } finally {
        busy.delete(upload.id)
      }
    },
    list: (callId) => (callId === '' ? Promise.resolve([]) : storage.recordings.list(callId)),
    async find(id) {
      const row = await storage.recordings.find(id)
      if (!row || row.deletedAt !== null) return null
      const path = pathOf(id, row.kind)
      const { size } = await stat(path).catch(() => ({ size: null })) // removed by hand
      return size === null ? null : { row, path, mediaType: MEDIA_TYPES[row.kind as AudioKind], sizeBytes: size }
    },
    async delete(actor, id) {
      const row = await storage.recordings.find(id)
      return row ? remove(actor, row) : false
    },
    async cleanUp() {
      const time = now().getTime()
      const { days, totalBytes } = limits()
      const before = new Date(time - days * DAY_MS).toISOString()
      let deleted = 0
      for (;;) {
        const surplus = await storage.recordings.listSurplus({ before, totalBytes, limit: CLEAN_UP_AT_ONCE })
        for (const row of surplus) await remove(SYSTEM, row)
        deleted += surplus.length
        if (surplus.length < CLEAN_UP_AT_ONCE) break
      }
      const forgottenBefore = new Date(time - 2 * TOKEN_LIFETIME_MS).toISOString()
      await enqueueWrite(() => storage.transaction((tx) => tx.recordings.forgetDeleted(forgottenBefore)))
      await removeStrays()
      return deleted
    },
  }
}

const idIn = (name: string): string => name.split('.', 1)[0] ?? ''

const DAY_MS = 24 * 60 * 60 * 1000

async function isSameFile(one: string, other: string): Promise<boolean> {
  const [a, b] = await Promise.all([digestOf(one), digestOf(other)])
  return a !== null && a === b
}

/** @returns null for a file that is missing */
async function digestOf(path: string): Promise<string | null> {
  const hash = createHash('sha256')
  try {
    await pipeline(createReadStream(path), hash)
    return hash.digest('hex')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null // removed by hand
    throw error
  }
}
