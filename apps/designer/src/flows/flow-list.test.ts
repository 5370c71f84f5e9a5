import type { FlowSummary } from '@callflow-studio/model/api'
import { describe, expect, it } from 'vitest'
import { sortFlows } from './flow-list.ts'

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
  callsToday: { byHour: [], calls: 0, errors: 0 },
  ...more,
})
const names = (flows: FlowSummary[]) => flows.map(({ name }) => name)

const flows = [
  flow('After hours', { liveVersion: 3, latestVersion: 3, updatedAt: '2026-01-03T00:00:00Z' }),
  flow('Front desk', { liveVersion: 7, draftChanged: true }),
  flow('Reminder', { updatedAt: '2026-01-02T00:00:00Z', callsToday: { byHour: [], calls: 4, errors: 0 } }),
]

describe('the list of flows', () => {
  it('counts a changed flow as live and as a draft', () => {
    expect(names(sortFlows(flows, 'live', 'name'))).toEqual(['After hours', 'Front desk'])
    expect(names(sortFlows(flows, 'drafts', 'name'))).toEqual(['Front desk', 'Reminder'])
  })

  it('sorts by change, by name and by calls', () => {
    expect(names(sortFlows(flows, 'all', 'changed'))).toEqual(['After hours', 'Reminder', 'Front desk'])
    expect(names(sortFlows(flows, 'all', 'calls'))[0]).toBe('Reminder')
  })
})
