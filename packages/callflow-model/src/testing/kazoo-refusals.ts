/**
 * What KAZOO would refuse in an answer that a test got: by its own schemas where they are at hand, else by our definitions.
 * `verdicts.contract.test.ts` and `kazoo-schemas.contract.test.ts` show that both say the same.
 */
import type { KazooProfile } from '../kazoo/versions.ts'
import { checkCallflow } from '../nodes/check-callflow.ts'
import { knownModule } from '../nodes/index.ts'
import { hasKazooSchemas } from './kazoo-files.ts'
import { type KazooValidator, loadKazooValidator } from './kazoo-validator.ts'

export interface RefusalOptions {
  /** `any` where left out. */
  profile?: KazooProfile
  /** The studio of a test is at 127.0.0.1, which KAZOO refuses. */
  allowLoopback?: boolean
  /** Modules that somebody drew as *Any KAZOO module* count as known. */
  trustsUnknownModules?: boolean
}

let validator: KazooValidator | null = null

/** @returns a line for each thing that KAZOO refuses, with its dot path from the root; empty for a good answer */
export function kazooRefusals(answer: unknown, options: RefusalOptions = {}): string[] {
  const { profile = 'any', allowLoopback = false, trustsUnknownModules = false } = options
  if (!hasKazooSchemas)
    return checkCallflow(answer, {
      profile,
      trustsUnknownModules,
      reachableHost: allowLoopback ? '127.0.0.1' : null,
    }).map(({ field, message }) => `${field}: ${message}`)
  validator ??= loadKazooValidator()
  return validator
    .checkAnswer(answer, { profile, allowAnyHost: allowLoopback })
    .filter(({ unknownModule }) => !trustsUnknownModules || unknownModule === undefined || knownModule(unknownModule))
    .map(({ path, message }) => `${path}: ${message}`)
}
