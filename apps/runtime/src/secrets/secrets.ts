/** Passwords for look-ups: written, used, never shown. */
import { MASKED } from '@callflow-studio/model'
import type { InOrder } from '../store/in-order.ts'
import { deleteSecret, listSecrets, saveSecret } from '../store/sqlite/secrets.ts'
import type { StudioStore } from '../store/sqlite/studio-store.ts'
import { createSecretSealer } from './seal-secret.ts'

export interface Secrets {
  list: () => { name: string; updatedAt: string; isReadable: boolean }[]
  put: (name: string, value: string) => Promise<void>
  /** @returns false where there is none of that name */
  delete: (name: string) => Promise<boolean>
  /** For look-ups only. */
  get: (name: string) => string | undefined
  /** A text that may be shown or logged: servers echo what they were sent. */
  mask: (text: string) => string
}

/**
 * @param studioSecrets the first seals, all open; what an older one has sealed is sealed anew
 * @param inOrder shared with all who write
 */
export async function openSecrets(
  { queries }: Pick<StudioStore, 'queries'>,
  studioSecrets: readonly string[],
  now: () => Date,
  inOrder: InOrder,
): Promise<Secrets> {
  const sealer = createSecretSealer(studioSecrets)
  const known = new Map<string, { updatedAt: string; value: string | null }>()
  for (const { name, sealed, updated_at } of await listSecrets(queries)) {
    const value = sealer.open(name, sealed)
    known.set(name, { updatedAt: updated_at, value })
    if (value !== null && !sealer.isCurrent(name, sealed))
      await saveSecret(queries, { name, sealed: sealer.seal(name, value), updated_at })
  }
  return {
    list: () =>
      [...known]
        .map(([name, { updatedAt, value }]) => ({ name, updatedAt, isReadable: value !== null }))
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
    async put(name, value) {
      const updatedAt = now().toISOString()
      await inOrder(() => saveSecret(queries, { name, sealed: sealer.seal(name, value), updated_at: updatedAt }))
      known.set(name, { updatedAt, value })
    },
    async delete(name) {
      const isGone = await inOrder(() => deleteSecret(queries, name))
      known.delete(name)
      return isGone
    },
    get: (name) => known.get(name)?.value ?? undefined,
    mask: (text) => [...known.values()].reduce((masked, { value }) => maskOne(masked, value), text),
  }
}

/** Shorter ones would mask half of any text, and protect nothing. */
const SHORTEST_MASKED = 4

/** As it is, and as URLs, JSON and the header Authorization write it. */
function maskOne(text: string, value: string | null): string {
  if (value === null || value.length < SHORTEST_MASKED) return text
  const forms = [value, encodeURIComponent(value.toWellFormed()), JSON.stringify(value).slice(1, -1)]
  const found = [...forms, Buffer.from(value).toString('base64').replace(/=+$/, '')].filter((form) =>
    text.includes(form),
  )
  return found.reduce((masked, form) => masked.replaceAll(form, MASKED), text)
}
