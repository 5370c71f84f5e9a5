/**
 * Continuation tokens (docs/design.md#tokens): the state of a call, sealed, as the last segment of a `voice_url`. Any
 * server with the same secret can go on with the call, and a restart loses nothing.
 */
import type { Continuation } from '@callflow-studio/model'
import { decodePayload, encodePayload } from './payload.ts'
import { createSealedBox } from './sealed-box.ts'

export interface Sealer {
  seal: (continuation: Continuation) => string
  /** foreign: not sealed with our secrets, or damaged. expired: ours, but older than 6 h. */
  open: (token: string) => Opened
}

export type Opened =
  | { ok: true; continuation: Continuation }
  | { ok: false; why: 'foreign' }
  | { ok: false; why: 'expired'; continuation: Continuation }

export const TOKEN_LIFETIME_MS = 6 * 60 * 60 * 1000

/**
 * @param secrets the first seals, all open; at least one.
 * @param now milliseconds since 1970
 */
export function createSealer(secrets: readonly string[], now: () => number): Sealer {
  const box = createSealedBox(secrets, { name: 'continuation', format: 1 })
  return {
    seal: (continuation) => box.seal(encodePayload(continuation, now())),
    open(token) {
      const payload = box.open(token)
      const opened = payload === null ? null : decodePayload(payload)
      if (!opened) return FOREIGN
      const { continuation, sealedAt } = opened
      return now() - sealedAt > TOKEN_LIFETIME_MS
        ? { ok: false, why: 'expired', continuation }
        : { ok: true, continuation }
    },
  }
}

const FOREIGN: Opened = { ok: false, why: 'foreign' }
