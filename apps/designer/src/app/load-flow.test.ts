import { emptyDocument } from '@callflow-studio/model'
import type { Flow } from '@callflow-studio/model/api'
import { describe, expect, it } from 'vitest'
import { createStudioStore } from '../state/studio-store.ts'
import { loadFlow } from './load-flow.ts'

const flow = (document: Flow['document']): Flow => ({
  id: 'f1',
  name: 'Front desk',
  revision: 3,
  document,
  liveVersion: 2,
  latestVersion: 2,
  draftChanged: false,
  pivotUrl: 'https://flows.example/pivot/k',
  createdAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-01-01T00:00:00Z',
})

describe('opening a flow', () => {
  it('shows it as saved, with no steps to undo and nothing chosen', () => {
    const store = createStudioStore()
    store.getState().select(['left-over'])
    loadFlow(store, flow(emptyDocument()))
    expect(store.getState()).toMatchObject({
      flowName: 'Front desk',
      revision: 3,
      save: 'saved',
      past: [],
      selection: [],
    })
  })

  it('forgets the preview of another flow, and keeps caller and clock', () => {
    const store = createStudioStore()
    const { scenario } = store.getState()
    store.setState({ scenario: { ...scenario, clock: '2026-12-24T17:05:00Z', initialValues: { count: 3 } } })
    loadFlow(store, flow(emptyDocument()))
    expect(store.getState().scenario).toEqual({ ...scenario, clock: '2026-12-24T17:05:00Z' })
  })

  it('shows one of a newer studio without ever saving it', () => {
    const store = createStudioStore()
    loadFlow(store, flow({ ...emptyDocument(), schemaVersion: 99 }))
    expect(store.getState().save).toBe('read-only')
    expect(store.getState().document.nodes.map(({ type }) => type)).toEqual(['start', 'error'])
  })
})
