/**
 * Files that lie beside the repository and belong to KAZOO (`../shared`): schemas, requests, examples. Nothing of them
 * is copied into the project. Without them the tests that need them are skipped and say so; on a build server (`CI`)
 * their absence is a failure, so that nobody takes a skipped test for a passed one.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const repositoryRoot = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..', '..')

/** @returns the path of a file or folder in `../shared`, whether it is there or not. */
export const sharedPath = (...names: string[]): string => join(repositoryRoot, '..', 'shared', ...names)

/**
 * For `describe.skipIf(isSharedMissing('kazoo-schemas'))`.
 * @returns true where tests have to be skipped, having said so.
 * @throws where `CI` is set: there, missing files are a failure.
 */
export function isSharedMissing(name: string): boolean {
  const path = sharedPath(name)
  if (existsSync(path)) return false
  const message = `../shared/${name} is not there`
  if (process.env.CI === 'true' || process.env.CI === '1') throw new Error(`${message}: with CI set, it has to be.`)
  console.warn(`${message}: tests that need it are skipped.`)
  return true
}

/** A JSON file of `../shared`, parsed. */
export const readShared = (...names: string[]): unknown => JSON.parse(readFileSync(sharedPath(...names), 'utf8'))

/** Names of the files in a folder of `../shared`, sorted. */
export const listShared = (...names: string[]): string[] => readdirSync(sharedPath(...names)).sort()
