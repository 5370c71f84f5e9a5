/**
 * `npm test`: everything that shows that the product works, with nothing installed by hand.
 * `npm test -- unit`, `components` or `e2e` runs one part; further words go to that part's runner.
 * Ends with one line that sums the runners' own results: `N passed, N failed`.
 */
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { build } from './build.mjs'
import { ensureBrowser } from './find-browser.mjs'
import { ensureSupportedNode } from './hand-over.mjs'
import { installIfNeeded } from './install-if-needed.mjs'
import { root, run } from './run.mjs'
import { addUp, fromPlaywright, fromVitest, oneFailure, summaryLine } from './test-results.mjs'

await ensureSupportedNode()

const cpus = availableParallelism()
const results = join(root, 'test-results')

const NO_BROWSER = 'There is no browser to test with, and none could be installed.'

const parts = {
  // By default one processor of a small machine would stay idle.
  unit: (words) => vitest('unit tests', ['--project=!components', `--maxWorkers=${Math.max(2, cpus - 1)}`, ...words]),
  components: async (words) =>
    (await ensureBrowser()) ? vitest('component tests', ['--project=components', ...words]) : oneFailure(NO_BROWSER),
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
// Hundreds of servers and threads are started, all with the same code.
process.env.NODE_COMPILE_CACHE ??= join(root, 'node_modules', '.cache', 'compiled-code')
rmSync(results, { recursive: true, force: true })
mkdirSync(results, { recursive: true })
const sums = []
if ((await build()) !== 0) sums.push(oneFailure('The build failed, so there is nothing to test.'))
else if (part) sums.push(await parts[part](words))
else sums.push(await unitAndComponents(), await parts.e2e([]))

const total = addUp(sums)
for (const reason of total.reasons) console.error(`\n${reason}`)
console.log(`\n${summaryLine(total)}`)
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1

/**
 * Side by side, since the browser of the component tests leaves half of a machine idle; and two runners, since one has as many
 * workers for a browser as for Node.
 */
async function unitAndComponents() {
  return addUp(await Promise.all([parts.unit([]), parts.components([])]))
}

async function vitest(name, words) {
  const file = join(results, `${name.replace(' ', '-')}.json`)
  const code = await run('vitest', [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
    // What passes only when repeated is named at the end. A developer's own run repeats nothing.
    ...(process.env.CI ? ['--retry=1'] : []),
    ...words,
  ])
  return fromVitest(readReport(file), code, name)
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined // the runner died before it could write; that counts as a failure
  }
}
