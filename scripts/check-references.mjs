/**
 * Part of `npm run lint`: references to documents lead somewhere. In code and documents that is a path from the root
 * (`docs/design.md#tokens`, several places of one document as `#r7, #v4`), a decision by its number, or a numbered rule of
 * `docs/kazoo/semantics.md` in a file that names that document; in documents also links.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from './run.mjs'
import { documents, sourceFiles } from './source-files.mjs'

const RULES = 'docs/kazoo/semantics.md'

/** @typedef {{ exists: (path: string) => boolean, read: (path: string) => string, decisions: readonly string[] }} Repository */

/**
 * @param {string} file from the repository's root
 * @param {string} text what it holds
 * @param {Repository} repository
 * @returns {string[]} one line for each dead reference
 */
export function deadReferences(file, text, repository) {
  const isDocument = file.endsWith('.md')
  const prose = isDocument ? withoutFences(text) : text
  const places = [
    ...pathsIn(prose),
    ...(isDocument ? linksIn(prose).map((link) => inRepository(file, link)) : []),
    ...rulesIn(prose).map((rule) => ({ path: RULES, anchor: rule.toLowerCase() })),
  ]
  const dead = places.flatMap(({ path, anchor }) => {
    if (!repository.exists(path)) return [`there is no ${path}`]
    if (anchor === undefined || anchorsOf(path, repository.read(path)).has(anchor)) return []
    return [`${path} has no “${anchor}”`]
  })
  const unnamed = rulesIn(prose).filter(() => file !== RULES && !prose.includes(posix.basename(RULES)))
  return [
    ...dead,
    ...decisionsIn(prose).flatMap((number) =>
      repository.decisions.includes(number) ? [] : [`there is no decision ${number}`],
    ),
    ...unnamed.map((rule) => `says ${rule} without naming ${RULES}`),
  ].map((problem) => `${file}: ${problem}`)
}

/** `docs/design.md#tokens, #failures` */
const pathsIn = (text) =>
  [...text.matchAll(/(?<![\w./-])(docs\/[\w./-]*\w\.(?:md|json|png))((?:(?:, )?#[\w-]+)*)/g)].flatMap(
    ([, path, rest]) => {
      const anchors = rest.match(/(?<=#)[\w-]+/g) ?? [undefined]
      return anchors.map((anchor) => ({ path, anchor }))
    },
  )

/** The addresses of links and pictures that lead into the repository. */
const linksIn = (text) =>
  [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, address]) => address).filter((address) => !/^[a-z]+:/.test(address))

function inRepository(file, link) {
  const [path = '', anchor] = link.split('#')
  return { path: path === '' ? file : posix.join(posix.dirname(file), path), anchor }
}

const rulesIn = (text) => [...new Set(text.match(/(?<![\w$.'/-])(?:R(?:[1-9]|1[0-4])|V[1-4])(?![\w'-])/g) ?? [])]

/** As decisions are named: “decision 26”, “decision 0026”. */
const decisionsIn = (text) =>
  [...text.matchAll(/\bdecision\s+(?:\*\s+)?(\d{1,4})\b/gi)].map(([, number]) => number.padStart(4, '0'))

/** Headings of a document as GitHub writes them in addresses, or the modules of `modules.json`. */
function anchorsOf(path, text) {
  if (path.endsWith('.json')) return new Set(JSON.parse(text).modules.map(({ module }) => module))
  return new Set(
    [...withoutFences(text).matchAll(/^#+ +(.+)$/gm)].map(([, heading]) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  )
}

const withoutFences = (text) => text.replace(/^```[\s\S]*?^```/gm, '')

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const repository = {
    exists: (path) => existsSync(join(root, path)),
    read: (path) => readFileSync(join(root, path), 'utf8'),
    decisions: readdirSync(join(root, 'docs/decisions')).map((name) => name.slice(0, 4)),
  }
  const files = [...sourceFiles(['packages', 'apps', 'e2e', 'scripts']), ...documents()]
  const problems = files
    .filter((file) => !file.endsWith('check-references.test.mjs'))
    .flatMap((file) => deadReferences(file, repository.read(file), repository))
  for (const problem of problems) console.error(problem)
  process.exitCode = problems.length === 0 ? 0 : 1
}
