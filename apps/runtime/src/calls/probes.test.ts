import { describe, expect, it } from 'vitest'
import { createProbes } from './probes.ts'

const secret = 'a secret of enough length'
let time = Date.parse('2026-11-24T08:00:00Z')
const here = createProbes([secret], () => time)
const there = createProbes([secret], () => time)
const foreign = createProbes(['another secret of enough length'], () => time)

describe('a test of an address', () => {
  it('is known wherever its request arrives, and learns that it has', () => {
    const callId = here.begin()
    expect(there.has(callId)).toBe(true)
    expect(here.hasArrived(callId, there.receiptOf(callId))).toBe(true)
  })

  it('did not arrive where nothing, or something else, says so', () => {
    const [callId, other] = [here.begin(), here.begin()]
    const receipts = [null, '', callId, callId.slice('test-'.length), there.receiptOf(other), foreign.receiptOf(callId)]
    expect(receipts.filter((receipt) => here.hasArrived(callId, receipt))).toEqual([])
  })

  it('cannot be made up, nor used later', () => {
    const callId = here.begin()
    expect(['', 'test-', 'test-1', `${callId}x`, foreign.begin(), 'call'].filter(here.has)).toEqual([])
    time += 61_000
    expect([here.has(callId), here.receiptOf(callId)]).toEqual([false, null])
  })
})
