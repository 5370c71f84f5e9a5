/**
 * Part of `npm run lint`: one word for each thing, in code, on the screen and in documents (CONTRIBUTING.md#style). Names count
 * too, in whatever case they are written: `litWay`, `MOST_ROWS`, `way-picker.ts`.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from './run.mjs'
import { documents, sourceFiles } from './source-files.mjs'

const EDGE = 'edge, port or path in code; connection, exit or path on the screen'
/** What is not written, as the words of a name or of a sentence in lower case, and what stands in its place. */
const NEVER = [
  ['ways? (out|in|through|back)', EDGE],
  ['(each|every|several|open|free|failed) ways?', EDGE],
  // KAZOO's own names: “one-way” and “two-way” audio.
  ['(?<!(?:one|two)[ -])ways?', EDGE, 'name'],
  ['mend(s|ed|ing)?', 'fix'],
  ['anew', 'again'],
  ['whoever|whatever|whomever', 'who or what it is'],
  ['leads? nowhere', 'is not connected'],
  ['on the wire', 'requests'],
  ['go(es)? round', 'loop'],
  ['seldom', 'rarely'],
  ['troubles?', 'problem'],
  ['wish(es)?', 'input or options'],
  ['ask(s|ed)? around', 'run a look-up'],
  ['discreet', 'redact'],
  ['lit', 'highlighted', 'name'],
  ['hands? back', 'return'],
]
/** A name of one word. */
const VARIABLE = /(?<![\w-])(ways?|lit)(?=\.\w|[=)\]:]| =|,$)/g
const RULES = NEVER.map(([pattern, instead, where]) => ({
  pattern: new RegExp(`(?<![a-z]|[a-z]['’])(?:${pattern})(?![a-z]|['’][a-z])`, 'g'),
  instead,
  isForNames: where === 'name',
}))

/** @returns {string[]} one line for each word that another one stands for */
export function wrongWords(file, text) {
  return [file, ...text.split('\n')].flatMap((line, index) => {
    const prose = line.toLowerCase()
    const names = [...line.matchAll(file.endsWith('.md') && index > 0 ? /\w+/g : /[\w-]+/g)]
      .map(([name]) => wordsOf(name))
      .filter((name) => name.includes(' '))
    const isCode = /\.(ts|tsx|mjs)$/.test(file) && !/^\s*(\/?\*|\/\/)/.test(line)
    if (isCode) names.push(...(line.match(VARIABLE) ?? []))
    if (/\b(MOST|LEAST)_/.test(line)) return [`${file}:${index}: “MOST_” or “LEAST_”: write MAX_ or MIN_`]
    return RULES.flatMap(({ pattern, instead, isForNames }) => {
      const found = (isForNames ? names : [prose, ...names]).flatMap((words) => words.match(pattern) ?? [])
      return [...new Set(found)].map((word) => `${file}:${index}: “${word}”: write ${instead}`)
    })
  })
}

/** `litWay` → "lit way", `MOST_ROWS` → "most rows", `way-picker` → "way picker" */
const wordsOf = (name) =>
  name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .toLowerCase()

const FOLDERS = ['packages', 'apps', 'e2e', 'scripts']
/** It says which words they are. */
const OWN = /^scripts\/check-words/

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const problems = [...sourceFiles(FOLDERS), ...documents()]
    .filter((file) => !OWN.test(file))
    .flatMap((file) => wrongWords(file, readFileSync(join(root, file), 'utf8')))
  for (const problem of problems) console.error(problem)
  if (problems.length > 0) process.exit(1)
}
