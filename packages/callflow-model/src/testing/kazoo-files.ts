/**
 * KAZOO's own schema files. They are not ours to ship, so they are read from where somebody has put them: the folder that
 * `KAZOO_FILES` names, else `shared` beside the repository. `kazoo-schemas` in it holds the schemas of 5.0-dev, and those
 * of the other versions in folders of their name. Only the comparison with them needs them; it is skipped where they are not.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { KazooVersion } from '../kazoo/versions.ts'

const repositoryRoot = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..', '..')
const schemaFolder = join(process.env.KAZOO_FILES || join(repositoryRoot, '..', 'shared'), 'kazoo-schemas')

export const hasKazooSchemas = existsSync(schemaFolder)

/** What a test that is skipped says. */
export const NO_KAZOO_SCHEMAS = `KAZOO's schema files are not in ${schemaFolder}; set KAZOO_FILES to compare with them (CONTRIBUTING.md)`

const FOLDERS: Record<KazooVersion, string> = { '4.3': '4.3', '5.0-dev': '.', '5': '5' }

/**
 * @returns the schemas of a version, parsed, by their name (`callflows.tts`)
 * @throws where the files are missing, see `hasKazooSchemas`
 */
export function readKazooSchemas(version: KazooVersion): [name: string, schema: Record<string, unknown>][] {
  const folder = join(schemaFolder, FOLDERS[version])
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => [file.replace(/\.json$/, ''), JSON.parse(readFileSync(join(folder, file), 'utf8'))])
}
