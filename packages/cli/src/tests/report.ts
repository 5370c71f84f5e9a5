/** Results of tests for people, and for build servers. */
import type { ScenarioFailure } from '@callflow-studio/model/scenario'
import type { TestRun } from './run-tests.ts'

/** A line for each test, with the reason under one that failed. */
export function plainReport(runs: readonly TestRun[], durationMs: number): string[] {
  const lines: string[] = []
  let path = ''
  for (const run of runs) {
    if (run.path !== path) lines.push(run.path)
    path = run.path
    lines.push(`  ${run.result.passed ? '✓' : '✗'} ${run.result.test}`)
    if (run.result.why) lines.push(...inWords(run.result.why, path).map((line) => `      ${line}`))
  }
  const failed = runs.filter(({ result }) => !result.passed).length
  const passed = `${runs.length - failed} passed`
  const seconds = (durationMs / 1000).toFixed(1)
  return [...lines, `${failed > 0 ? `${failed} failed, ${passed}` : passed} in ${seconds} s`]
}

const inWords = ({ line, column, expected, happened }: ScenarioFailure, path: string): string[] => [
  `${path}:${line ?? 1}:${column ?? 1} expected: ${expected}`,
  ...(happened === '' ? [] : [happened]),
]

/** The XML that build servers read; a suite for each file. */
export function junitReport(runs: readonly TestRun[]): string {
  const paths = [...new Set(runs.map(({ path }) => path))]
  const parts = paths.map((path) => {
    const ofFile = runs.filter((run) => run.path === path)
    const cases = ofFile.map(
      ({ flow, result, durationMs }) =>
        `    <testcase classname="${xml(flow)}" name="${xml(result.test)}" file="${xml(path)}" time="${seconds(durationMs)}"${result.why ? `>\n${failure(result.why, path)}    </testcase>` : '/>'}\n`,
    )
    return `  <testsuite name="${xml(path)}" ${counts(ofFile)}>\n${cases.join('')}  </testsuite>\n`
  })
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ${counts(runs)}>\n${parts.join('')}</testsuites>\n`
}

const failure = (why: ScenarioFailure, path: string): string => {
  const [where = '', ...more] = inWords(why, path)
  return `      <failure message="${xml(`expected: ${why.expected}`)}">${xml([where, ...more].join('\n'))}</failure>\n`
}

const counts = (runs: readonly TestRun[]): string => {
  const failed = runs.filter(({ result }) => !result.passed).length
  return `tests="${runs.length}" failures="${failed}" time="${seconds(runs.reduce((sum, { durationMs }) => sum + durationMs, 0))}"`
}

const seconds = (ms: number): string => (ms / 1000).toFixed(3)

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\n': '&#10;' }

/** XML has no other control characters, in no spelling. */
const xml = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '\uFFFD')
    .replaceAll(/[&<>"\n]/g, (sign) => SIGNS[sign] ?? sign)
