import { describe, expect, it } from 'vitest'
import { addUp, fromPlaywright, fromVitest, summaryLine } from './test-results.mjs'

const vitestReport = (counts) => ({
  testResults: [],
  numPassedTests: 0,
  numFailedTests: 0,
  numPendingTests: 0,
  ...counts,
})
const brokenFile = { status: 'failed', assertionResults: [] }

describe('the sum at the end of npm test', () => {
  it('adds the runners up', () => {
    const unit = fromVitest(vitestReport({ numPassedTests: 3, numFailedTests: 1, numPendingTests: 2 }), 1)
    const e2e = fromPlaywright({ stats: { expected: 4, unexpected: 1, flaky: 0, skipped: 0 } }, 1)
    expect(summaryLine(addUp([unit, e2e]))).toBe('7 passed, 2 failed, 2 skipped')
  })

  it('counts a test file that could not be loaded as failed', () => {
    expect(fromVitest(vitestReport({ numPassedTests: 3, testResults: [brokenFile] }), 1).failed).toBe(1)
  })

  it('counts a runner that ran nothing, died, or failed outside any test as failed', () => {
    expect(fromVitest(vitestReport({}), 0).failed).toBe(1)
    expect(fromVitest(undefined, 1).failed).toBe(1)
    expect(fromVitest(vitestReport({ numPassedTests: 3 }), 1).failed).toBe(1)
    expect(fromPlaywright(undefined, 1).failed).toBe(1)
  })

  it('names what failed, and what passed only when it was repeated', () => {
    const results = [
      { status: 'passed', fullName: 'calls are counted', failureMessages: [] },
      { status: 'passed', fullName: 'calls are listed', failureMessages: ['Error: too late\n at list.ts:3'] },
      { status: 'failed', fullName: 'calls are deleted', failureMessages: ['Error: still there'] },
    ]
    const file = { name: 'calls.test.ts', status: 'failed', assertionResults: results }
    const unit = fromVitest(vitestReport({ numPassedTests: 2, numFailedTests: 1, testResults: [file] }), 1)
    expect(unit.reasons).toEqual([
      'Passed only when repeated: calls.test.ts: calls are listed: Error: too late',
      'Failed: calls.test.ts: calls are deleted: Error: still there',
    ])

    const spec = (title, status) => ({
      file: 'editor.spec.ts',
      title,
      tests: [{ status, results: status === 'expected' ? [{}] : [{ error: { message: 'Timed out\nat line 2' } }, {}] }],
    })
    const e2e = fromPlaywright(
      {
        stats: { expected: 1, unexpected: 1, flaky: 1, skipped: 0 },
        suites: [
          {
            specs: [spec('draws', 'expected')],
            suites: [{ specs: [spec('saves', 'flaky'), spec('undoes', 'unexpected')] }],
          },
        ],
      },
      1,
    )
    expect(summaryLine(e2e)).toBe('2 passed, 1 failed')
    expect(e2e.reasons).toEqual([
      'Passed only when repeated: editor.spec.ts: saves: Timed out',
      'Failed: editor.spec.ts: undoes: Timed out',
    ])
  })

  it('says nothing of skipped tests where there are none', () => {
    expect(summaryLine({ passed: 2, failed: 0, skipped: 0 })).toBe('2 passed, 0 failed')
  })
})
