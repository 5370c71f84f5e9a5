/** Passwords for look-ups: written, used, never shown. */
import { MASKED } from '@callflow-studio/model'
import type { Actor } from '../changes/actor.ts'
import type { Change } from '../changes/change.ts'
import { type Projection, subjectsOf } from '../changes/follower.ts'
import { MISSING } from '../changes/result.ts'
import type { EnqueueWrite } from '../changes/write-queue.ts'
import type { SecretRecord } from '../store/secret-store.ts'
import type { Storage } from '../store/storage.ts'
import { createSecretSealer } from './seal-secret.ts'

export interface Secrets {
  list: () => { name: string; updatedAt: string; isReadable: boolean }[]
  put: (actor: Actor, name: string, value: string) => Promise<void>
  /** @returns false where there is none of that name */
  delete: (actor: Actor, name: string) => Promise<boolean>
  /** For look-ups only. */
  get: (name: string) => string | undefined
  /** A text that may be shown or logged: servers echo what they were sent. */
  mask: (text: string) => string
  projection: Projection
}

export interface SecretsOptions {
  storage: Pick<Storage, 'secrets' | 'transaction'>
  change: Change
  enqueueWrite: EnqueueWrite
  /** The first seals, all open; at the start, what an older one has sealed is sealed again. */
  studioSecrets: readonly string[]
  now: () => Date
}

export function createSecrets({ storage, change, enqueueWrite, studioSecrets, now }: SecretsOptions): Secrets {
  const sealer = createSecretSealer(studioSecrets)
  const known = new Map<string, { updatedAt: string; value: string | null }>()

  /** The values stay, so it is no change. */
  async function resealOld(records: readonly SecretRecord[]): Promise<void> {
    for (const record of records) {
      const sealed = sealer.reseal(record.name, record.sealed)
      if (sealed !== null) await enqueueWrite(() => storage.transaction((tx) => tx.secrets.save({ ...record, sealed })))
    }
  }

  return {
    list: () =>
      [...known]
        .map(([name, { updatedAt, value }]) => ({ name, updatedAt, isReadable: value !== null }))
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
    async put(actor, name, value) {
      await change(actor, 'secret.save', name, async (tx) => {
        await tx.secrets.save({ name, sealed: sealer.seal(name, value), updatedAt: now().toISOString() })
        return { ok: true, value: null }
      })
    },
    async delete(actor, name) {
      const { ok } = await change(actor, 'secret.delete', name, async (tx) =>
        (await tx.secrets.delete(name)) ? { ok: true, value: null } : MISSING,
      )
      return ok
    },
    get: (name) => known.get(name)?.value ?? undefined,
    mask: (text) => [...known.values()].reduce((masked, { value }) => maskOne(masked, value), text),
    projection: {
      name: 'secrets',
      of: 'secret',
      async apply(changes) {
        const names = subjectsOf(changes)
        const records = await storage.secrets.list(names)
        for (const name of names ?? known.keys()) known.delete(name)
        for (const { name, sealed, updatedAt } of records)
          known.set(name, { updatedAt, value: sealer.open(name, sealed) })
        if (!changes) await resealOld(records)
      },
    },
  }
}

/** Shorter ones would mask half of any text, and protect nothing. */
const MIN_MASKED = 4

/** As it is, and as URLs, JSON and the header Authorization write it. */
function maskOne(text: string, value: string | null): string {
  if (value === null || value.length < MIN_MASKED) return text
  const forms = [value, encodeURIComponent(value.toWellFormed()), JSON.stringify(value).slice(1, -1)]
  const found = [...forms, Buffer.from(value).toString('base64').replace(/=+$/, '')].filter((form) =>
    text.includes(form),
  )
  return found.reduce((masked, form) => masked.replaceAll(form, MASKED), text)
}
