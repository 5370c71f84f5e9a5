/**
 * Part of `npm run lint`: reports functions and values that are exported although nothing uses them, which the linter
 * cannot see. It compares words, not bindings: it may miss one that shares its name with something else, but reports
 * none that is in use.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from './run.mjs'
import { sourceFiles } from './source-files.mjs'

/**
 * @param {ReadonlyMap<string, string>} sources text by file
 * @returns {string[]} one line for each export that nobody uses
 */
export function deadExports(sources) {
  const uses = new Map()
  for (const text of sources.values())
    for (const word of text.match(/[\w$]+/g) ?? []) uses.set(word, (uses.get(word) ?? 0) + 1)
  return [...sources].flatMap(([file, text]) =>
    [...text.matchAll(/^export (?:async )?(?:function\*?|const|class) ([\w$]+)/gm)]
      .map((match) => match[1] ?? '')
      .filter((name) => uses.get(name) === 1)
      .map((name) => `${file}: nothing uses ${name}`),
  )
}

// Runners call these by their place, not by name.
const isCalledFromOutside = (file) => /\.config\.ts$|\/testing\/build-/.test(file)

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const files = sourceFiles(['packages', 'apps', 'e2e', 'scripts']).filter((file) => !isCalledFromOutside(file))
  const problems = deadExports(new Map(files.map((file) => [file, readFileSync(join(root, file), 'utf8')])))
  for (const problem of problems) console.error(problem)
  process.exitCode = problems.length === 0 ? 0 : 1
}
