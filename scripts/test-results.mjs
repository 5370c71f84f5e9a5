/** Turns the runners' JSON reports into counts. A runner that ran no test, or died, counts as a failure. */

/**
 * @typedef {{ passed: number, failed: number, skipped: number, reasons: string[] }} Counts reasons: a line for each test that
 * failed or passed only when it was repeated, and for what failed outside the tests
 */

/** @param {string} reason @returns {Counts} */
export const oneFailure = (reason) => ({ passed: 0, failed: 1, skipped: 0, reasons: [reason] })

/**
 * @param {any} report of vitest's json reporter
 * @param {number} exitCode of vitest
 * @param {string} [what] what was run, for what is said of failures
 * @returns {Counts}
 */
export function fromVitest(report, exitCode, what = 'unit tests') {
  if (!report) return oneFailure(`The ${what} ended without a report.`)
  // A file that could not be loaded has failed without any test of its own.
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  ).length
  const reasons = report.testResults.flatMap(({ name, message, assertionResults }) =>
    assertionResults.length === 0 && message
      ? [`Failed: ${name}: ${firstLine(message)}`]
      : assertionResults
          .filter(({ failureMessages }) => failureMessages?.length > 0)
          .map(({ status, fullName, failureMessages: [why] }) => remark(status === 'passed', name, fullName, why)),
  )
  return counted(what, exitCode, {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
    reasons,
  })
}

/**
 * @param {any} report of Playwright's json reporter
 * @param {number} exitCode of Playwright
 * @returns {Counts}
 */
export function fromPlaywright(report, exitCode) {
  if (!report) return oneFailure('The end-to-end tests ended without a report.')
  const { expected, unexpected, flaky, skipped } = report.stats
  const reasons = specsOf(report)
    .filter(({ tests }) => tests.some(({ status }) => status === 'unexpected' || status === 'flaky'))
    .map(({ file, title, tests }) => {
      const why = tests.flatMap(({ results }) => results).find(({ error }) => error)?.error.message ?? ''
      return remark(
        tests.every(({ status }) => status !== 'unexpected'),
        file,
        title,
        why,
      )
    })
  return counted('end-to-end tests', exitCode, { passed: expected + flaky, failed: unexpected, skipped, reasons })
}

/** @param {readonly Counts[]} sums @returns {Counts} */
export const addUp = (sums) => ({
  passed: sum(sums.map(({ passed }) => passed)),
  failed: sum(sums.map(({ failed }) => failed)),
  skipped: sum(sums.map(({ skipped }) => skipped)),
  reasons: sums.flatMap(({ reasons }) => reasons),
})

/** @param {Counts} counts */
export const summaryLine = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`

function counted(what, exitCode, counts) {
  if (counts.passed + counts.failed === 0) return oneFailure(`The ${what} ran no test.`)
  // An error outside any test (an unhandled rejection, say) shows only in the exit code.
  if (exitCode !== 0 && counts.failed === 0) return addUp([counts, oneFailure(`The ${what} failed outside any test.`)])
  return counts
}

const specsOf = ({ specs = [], suites = [] }) => [...specs, ...suites.flatMap(specsOf)]

const remark = (hasPassed, file, test, why) =>
  `${hasPassed ? 'Passed only when repeated' : 'Failed'}: ${file}: ${test}: ${firstLine(why)}`

const firstLine = (text) => text.trim().split('\n', 1)[0].slice(0, 300)

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0)
