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

  it('says nothing of skipped tests where there are none', () => {
    expect(summaryLine({ passed: 2, failed: 0, skipped: 0 })).toBe('2 passed, 0 failed')
  })
})
