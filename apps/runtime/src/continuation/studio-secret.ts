import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Beside the databases. */
export const SECRET_FILE = 'studio-secret'

/**
 * The secret of an installation that was given none: made once and kept beside the databases, readable by its owner only.
 * @throws if the folder cannot be read or written
 */
export function readOrMakeSecret(dataDir: string): string {
  const file = join(dataDir, SECRET_FILE)
  mkdirSync(dataDir, { recursive: true })
  try {
    // Fails where the file exists: two servers that start at once end up with the same secret.
    writeFileSync(file, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  let secret = readFileSync(file, 'utf8').trim()
  for (let tries = 0; secret === '' && tries < 20; tries++) {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50) // another server has made the file and is about to write it
    secret = readFileSync(file, 'utf8').trim()
  }
  if (secret.length < 16) throw new Error(`${file} holds no usable secret. Delete it, and a new one is made.`)
  return secret
}
