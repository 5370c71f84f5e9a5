/**
 * `npm test`: everything that shows that the product works, with nothing installed by hand.
 * `npm test -- unit`, `components` or `e2e` runs one part; further words go to that part's runner.
 * Ends with one line that sums the runners' own results: `N passed, N failed`.
 */
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from './build.mjs'
import { ensureBrowser } from './find-browser.mjs'
import { ensureSupportedNode } from './hand-over.mjs'
import { installIfNeeded } from './install-if-needed.mjs'
import { root, run } from './run.mjs'
import { addUp, fromPlaywright, fromVitest, oneFailure, summaryLine } from './test-results.mjs'

await ensureSupportedNode()

const results = join(root, 'test-results')

const NO_BROWSER = 'There is no browser to test with, and none could be installed.'

const parts = {
  unit: (words) => vitest('unit', ['--project=!components', ...words]),
  components: async (words) =>
    (await ensureBrowser()) ? vitest('components', ['--project=components', ...words]) : oneFailure(NO_BROWSER),
  e2e: async (words) => {
    if (!(await ensureBrowser())) return oneFailure(NO_BROWSER)
    const file = join(results, 'e2e.json')
    const code = await run(
      'playwright',
      ['test', '--config=e2e/playwright.config.ts', '--reporter=list,json', ...words],
      {
        PLAYWRIGHT_JSON_OUTPUT_FILE: file,
      },
    )
    return fromPlaywright(readReport(file), code)
  },
}

const [part, ...words] = process.argv.slice(2)
if (part !== undefined && !(part in parts)) {
  console.error(`There is no part “${part}”. Parts: ${Object.keys(parts).join(', ')}.`)
  process.exit(2)
}

await installIfNeeded()
rmSync(results, { recursive: true, force: true })
mkdirSync(results, { recursive: true })
const sums = []
if ((await build()) !== 0) sums.push(oneFailure('The build failed, so there is nothing to test.'))
else for (const name of part ? [part] : Object.keys(parts)) sums.push(await parts[name](words))

const total = addUp(sums)
for (const reason of total.reasons) console.error(`\n${reason}`)
console.log(`\n${summaryLine(total)}`)
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1

async function vitest(name, words) {
  const file = join(results, `${name}.json`)
  const code = await run('vitest', [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
    ...words,
  ])
  return fromVitest(readReport(file), code, name === 'unit' ? 'unit tests' : 'component tests')
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined // the runner died before it could write; that counts as a failure
  }
}
