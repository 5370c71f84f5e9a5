/** Part of `npm run lint`: reads every import of the packages and reports those that point the wrong way. */
import { readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { pathToFileURL } from 'node:url'
import { refuseImport } from './import-rules.mjs'
import { root } from './run.mjs'
import { sourceFiles } from './source-files.mjs'

const SOURCES = ['packages/callflow-model/src', 'apps/runtime/src', 'apps/designer/src']
// Tests may set a stage from anywhere in their own package.
const isChecked = (file) => !/\.test\.tsx?$|\/src\/testing\//.test(file)

/** @returns {string[]} one line for each import that is not allowed */
export function checkImports() {
  return sourceFiles(SOURCES)
    .filter(isChecked)
    .flatMap((file) => problemsOf(file, readFileSync(join(root, file), 'utf8')))
}

/**
 * @param {string} file from the repository's root
 * @param {string} source its text
 */
export const problemsOf = (file, source) =>
  importsOf(source).flatMap((specifier) => {
    const target = specifier.startsWith('.') ? posix.join(posix.dirname(file), specifier) : specifier
    const problem = refuseImport(file, target)
    return problem ? [`${file}: ${problem} (${specifier})`] : []
  })

/** Static, re-exporting and dynamic imports, of types too: a type from below ties folders together just the same. */
const importsOf = (source) =>
  [
    ...source.matchAll(/^\s*(?:import|export)\b[^'";]*?(?:from\s*)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm),
  ].map((match) => match[1] ?? match[2] ?? '')

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const problems = checkImports()
  for (const problem of problems) console.error(problem)
  process.exitCode = problems.length === 0 ? 0 : 1
}
