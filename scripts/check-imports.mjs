/** Part of `npm run lint`: reads every import of the packages and reports those that point in the wrong direction or in a circle. */
import { readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { pathToFileURL } from 'node:url'
import { findCircles } from './find-circles.mjs'
import { refuseImport } from './import-rules.mjs'
import { root } from './run.mjs'
import { sourceFiles } from './source-files.mjs'

const SOURCES = [
  'packages/callflow-model/src',
  'packages/crossbar/src',
  'packages/cli/src',
  'apps/runtime/src',
  'apps/designer/src',
]
// Tests may set a stage from anywhere in their own package.
const isChecked = (file) => !/\.test\.tsx?$|\/src\/testing\//.test(file)

/** Two files may need each other, such as a list and its row; more are a part without an entrance. */
const LARGEST_CIRCLE = 2

/** @returns {string[]} one line for each import that is not allowed, and one for each circle */
export function checkImports() {
  const sources = new Map(
    sourceFiles(SOURCES)
      .filter(isChecked)
      .map((file) => [file, readFileSync(join(root, file), 'utf8')]),
  )
  return [...[...sources].flatMap(([file, source]) => problemsOf(file, source)), ...circlesIn(sources)]
}

/** @param {Map<string, string>} sources the text of each file, by its path from the repository's root */
export const circlesIn = (sources) =>
  findCircles(new Map([...sources].map(([file, source]) => [file, targetsOf(file, source)])))
    .filter((circle) => circle.length > LARGEST_CIRCLE)
    .map((circle) => `${circle.length} files import each other in a circle: ${circle.join(', ')}`)

/**
 * @param {string} file from the repository's root
 * @param {string} source its text
 */
export const problemsOf = (file, source) =>
  targetsOf(file, source).flatMap((target) => {
    const problem = refuseImport(file, target)
    return problem ? [`${file}: ${problem} (${target})`] : []
  })

/** What a file imports: paths from the repository's root, and names of packages. */
const targetsOf = (file, source) =>
  importsOf(source).map((specifier) =>
    specifier.startsWith('.') ? posix.join(posix.dirname(file), specifier) : specifier,
  )

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
