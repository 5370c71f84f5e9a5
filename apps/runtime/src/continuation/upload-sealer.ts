/**
 * Upload tokens: which recording of which call an address takes. Sealed for a purpose of their own, so that a continuation's
 * token takes no file and an upload's token answers no call.
 */
import type { RecordingSource } from '@callflow-studio/model'
import { createSealedBox } from './sealed-box.ts'
import { TOKEN_LIFETIME_MS } from './sealer.ts'

/** The recording that an upload address is for. */
export interface Upload extends RecordingSource {
  /** Names the recording; 32 hex digits by chance, so that it cannot be guessed. */
  id: string
}

export interface UploadSealer {
  seal: (upload: Upload) => string
  /** foreign: not sealed with our secrets for an upload. expired: older than 6 h. */
  open: (token: string) => { ok: true; upload: Upload } | { ok: false; why: 'foreign' | 'expired' }
}

/** A list, not an object: a token is part of an address, so every byte counts. */
type Payload = [
  sealedAt: number,
  id: string,
  flowId: string,
  version: number,
  nodeId: string,
  callId: string,
  visit: number,
]

/**
 * @param secrets the first seals, all open; at least one.
 * @param now milliseconds since 1970
 */
export function createUploadSealer(secrets: readonly string[], now: () => number): UploadSealer {
  const box = createSealedBox(secrets, { name: 'upload', format: 2 })
  return {
    seal: ({ id, flowId, version, nodeId, callId, visit }) =>
      box.seal(JSON.stringify([now(), id, flowId, version, nodeId, callId, visit] satisfies Payload)),
    open(token) {
      const text = box.open(token)
      if (text === null) return { ok: false, why: 'foreign' }
      // Its seal was checked, so its shape is trusted.
      const [sealedAt, id, flowId, version, nodeId, callId, visit] = JSON.parse(text) as Payload
      if (now() - sealedAt > TOKEN_LIFETIME_MS) return { ok: false, why: 'expired' }
      return { ok: true, upload: { id, flowId, version, nodeId, callId, visit } }
    },
  }
}
