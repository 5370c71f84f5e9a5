import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { type Command, DONE, FAILED, MISUSED, type Terminal, UsageError } from '../command.ts'
import { understand } from '../read-options.ts'

export const test: Command = {
  name: 'test',
  summary: 'Run tests of flows from files',
  help: `callflow test <files or folders> [--junit <file>]

Runs tests against documents, both from files: no server, no network, no database.
Documents are JSON, as Callflow Studio exports them or as its API shows flows; tests
are YAML or JSON (docs/tests.md). A test calls the flow that it names, else the one
whose file has the same name (shop.json for shop.yaml or shop.test.yaml), else the
only one. Flows that a flow enters are found by their ids.

  --junit <file>  also writes the results as JUnit XML

Flows that name no KAZOO are for the one in KAZOO_VERSION, by default any.

Ends with 0 where all tests passed, 1 where one failed, and 2 where something is
wrong with a file: then nothing is run.`,
  async run(words, terminal) {
    const { paths, junit } = readWords(words)
    const [{ runTests }, { junitReport, plainReport }] = await Promise.all([
      import('../tests/run-tests.ts'),
      import('../tests/report.ts'),
    ])
    const begun = performance.now()
    const { runs, mistakes, warnings } = await runTests(paths, profileIn(terminal))
    for (const line of warnings) terminal.print(`Warning: ${line}`)
    for (const line of mistakes) terminal.print(line)
    if (mistakes.length > 0) return MISUSED
    for (const line of plainReport(runs, performance.now() - begun)) terminal.print(line)
    if (junit !== undefined) writeFileSync(junit, junitReport(runs))
    return runs.every(({ result }) => result.passed) ? DONE : FAILED
  },
}

function readWords(words: readonly string[]): { paths: readonly string[]; junit: string | undefined } {
  const { values, positionals } = understand(() =>
    parseArgs({ args: [...words], options: { junit: { type: 'string' } }, allowPositionals: true, strict: true }),
  )
  if (positionals.length === 0) throw new UsageError('Name files or folders.')
  return { paths: positionals, junit: values.junit }
}

const PROFILES = ['any', '4.3', '5.0-dev', '5'] as const

function profileIn({ environment: { KAZOO_VERSION: wanted = '' } }: Terminal): (typeof PROFILES)[number] {
  const known = PROFILES.find((profile) => profile === (wanted || 'any'))
  if (!known) throw new UsageError(`KAZOO_VERSION is ${wanted}. It can be: ${PROFILES.join(', ')}.`)
  return known
}
