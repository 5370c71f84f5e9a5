import type { FlowSummary } from '@callflow-studio/model/api'
import { describe, expect, it } from 'vitest'
import { findFlows } from './flow-list.ts'

const flow = (name: string, more: Partial<FlowSummary> = {}): FlowSummary => ({
  id: name,
  name,
  revision: 1,
  liveVersion: null,
  latestVersion: null,
  format: 'kazoo',
  kazoo: null,
  needsKazoo: null,
  draftChanged: false,
  changedSteps: 0,
  pivotUrl: '',
  createdAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-01-01T00:00:00Z',
  deletedAt: null,
  steps: 0,
  outline: [],
  searchText: '',
  callsToday: { byHour: [], calls: 0, errors: 0 },
  ...more,
})
const names = (flows: FlowSummary[]) => flows.map(({ name }) => name)

const flows = [
  flow('After hours', { liveVersion: 3, latestVersion: 3, updatedAt: '2026-01-03T00:00:00Z' }),
  flow('Front desk', { liveVersion: 7, draftChanged: true, searchText: 'Welcome to Harbour Dental +14155550142' }),
  flow('Reminder', { updatedAt: '2026-01-02T00:00:00Z', callsToday: { byHour: [], calls: 4, errors: 0 } }),
]

describe('the list of flows', () => {
  it('finds names and what the flow says, all words in any order', () => {
    expect(names(findFlows(flows, 'all', 'front', 'name'))).toEqual(['Front desk'])
    expect(names(findFlows(flows, 'all', '5550142 dental', 'name'))).toEqual(['Front desk'])
    expect(names(findFlows(flows, 'all', 'dental ivr2', 'name'))).toEqual([])
  })

  it('counts a changed flow as live and as a draft', () => {
    expect(names(findFlows(flows, 'live', '', 'name'))).toEqual(['After hours', 'Front desk'])
    expect(names(findFlows(flows, 'drafts', '', 'name'))).toEqual(['Front desk', 'Reminder'])
  })

  it('sorts by change, by name and by calls', () => {
    expect(names(findFlows(flows, 'all', '', 'changed'))).toEqual(['After hours', 'Reminder', 'Front desk'])
    expect(names(findFlows(flows, 'all', '', 'calls'))[0]).toBe('Reminder')
  })
})
