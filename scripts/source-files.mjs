import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './run.mjs'

const SKIPPED = new Set(['node_modules', 'dist', '.turbo', 'test-results', 'data'])

/**
 * @param {readonly string[]} folders from the repository's root
 * @returns {string[]} every TypeScript and JavaScript file below them, from the root, with forward slashes
 */
export const sourceFiles = (folders) => folders.flatMap(below)

/** @returns {string[]} */
function below(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (SKIPPED.has(entry.name)) return []
    if (entry.isDirectory()) return below(`${folder}/${entry.name}`)
    return /\.(ts|tsx|mjs)$/.test(entry.name) ? [`${folder}/${entry.name}`] : []
  })
}

/** @returns {string[]} the documents of the repository: those in `docs`, and those at the root */
export const documents = () => [
  ...documentsIn('docs'),
  ...documentsIn('.github'),
  ...readdirSync(root).filter((name) => name.endsWith('.md')),
]

/** @returns {string[]} */
const documentsIn = (folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
