/** Secrets at rest: sealed with a key of their own, so that a copy of the database alone gives none away. */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import type { SecretProbe } from '../store/secret-probe.ts'

export interface SecretSealer {
  seal: (name: string, value: string) => string
  /** @returns null where it was sealed with other secrets, or for another name */
  open: (name: string, sealed: string) => string | null
  /** True if it was sealed with the first of our secrets. */
  isCurrent: (name: string, sealed: string) => boolean
  /** @returns what an older secret has sealed, sealed with the first; null where that is so already, or it cannot be opened */
  reseal: (name: string, sealed: string) => string | null
}

const NONCE_LENGTH = 12
const TAG_LENGTH = 16

/** @param studioSecrets the first seals, all open */
export function createSecretSealer(studioSecrets: readonly string[]): SecretSealer {
  const keys = studioSecrets.map((secret) => Buffer.from(hkdfSync('sha256', secret, '', 'callflow-studio secrets', 32)))
  const [sealing] = keys
  if (!sealing) throw new Error('A sealer needs at least one secret.')
  const sealer: SecretSealer = {
    seal(name, value) {
      const nonce = randomBytes(NONCE_LENGTH)
      const cipher = createCipheriv('aes-256-gcm', sealing, nonce).setAAD(Buffer.from(name))
      const sealed = Buffer.concat([cipher.update(value, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, sealed, cipher.getAuthTag()]).toString('base64url')
    },
    open(name, sealed) {
      for (const key of keys) {
        const value = unseal(key, name, sealed)
        if (value !== null) return value
      }
      return null
    },
    isCurrent: (name, sealed) => unseal(sealing, name, sealed) !== null,
    reseal(name, sealed) {
      const value = sealer.isCurrent(name, sealed) ? null : sealer.open(name, sealed)
      return value === null ? null : sealer.seal(name, value)
    },
  }
  return sealer
}

/** What tells servers with other secrets apart: something that the first server of a database seals. */
export function createSecretProbe(studioSecrets: readonly string[]): SecretProbe {
  const sealer = createSecretSealer(studioSecrets)
  return {
    seal: () => sealer.seal(PROBE, PROBE),
    opens: (sealed) => sealer.open(PROBE, sealed) !== null,
    isCurrent: (sealed) => sealer.isCurrent(PROBE, sealed),
  }
}

/** No secret has a name with spaces. */
const PROBE = 'probe of the database'

function unseal(key: Buffer, name: string, sealed: string): string | null {
  const bytes = Buffer.from(sealed, 'base64url')
  if (bytes.length < NONCE_LENGTH + TAG_LENGTH) return null
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE_LENGTH), { authTagLength: TAG_LENGTH })
  decipher.setAAD(Buffer.from(name)).setAuthTag(bytes.subarray(-TAG_LENGTH))
  try {
    return decipher.update(bytes.subarray(NONCE_LENGTH, -TAG_LENGTH), undefined, 'utf8') + decipher.final('utf8')
  } catch {
    return null // another key, or another secret's text put in the place of this one
  }
}
