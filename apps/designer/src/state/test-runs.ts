/** Runs the tests of the open flow again after each save: those whose calls got to a step that changed. */
import { compareDocuments, type FlowDocument } from '@callflow-studio/model'
import type { StoreApi } from 'zustand/vanilla'
import { queryClient } from '../api/query-client.ts'
import { knownTests, runTests } from '../api/test-queries.ts'
import { type StudioState, studioStore } from './studio-store.ts'

export interface TestRunDeps {
  store: StoreApi<StudioState>
  hasTests: (flowId: string) => boolean
  /** @param touching ids of steps; undefined: all tests run */
  run: (flowId: string, touching: string[] | undefined) => Promise<unknown>
}

const inBrowser = (): TestRunDeps => ({
  store: studioStore,
  hasTests: (flowId) => knownTests(queryClient, flowId).length > 0,
  run: (flowId, touching) => runTests(queryClient, flowId, touching === undefined ? {} : { touching }),
})

/** @returns how to stop. One run after the other: what is saved meanwhile is in the next one. */
export function startTestRuns({ store, hasTests, run }: TestRunDeps = inBrowser()): () => void {
  let ran = store.getState().document
  let isRunning = false
  let isStopped = false

  const next = async (): Promise<void> => {
    const { flowId, document, save } = store.getState()
    if (isStopped || isRunning || flowId === null || save !== 'saved' || document === ran) return
    const touching = changedSteps(ran, document)
    ran = document
    if (!hasTests(flowId) || touching?.length === 0) return
    isRunning = true
    try {
      await run(flowId, touching)
    } catch {
      // Offline, or the flow is gone: the results stay those of before, with their time.
    } finally {
      isRunning = false
      void next()
    }
  }

  const unsubscribe = store.subscribe((state, before) => {
    if (state.loaded !== before.loaded) ran = state.document
    else if (state.save !== before.save || state.revision !== before.revision) void next()
  })
  return () => {
    isStopped = true
    unsubscribe()
  }
}

/** @returns ids; undefined where the whole flow changed, such as by its settings */
function changedSteps(before: FlowDocument, after: FlowDocument): string[] | undefined {
  const isSame = (key: 'settings' | 'variables') => JSON.stringify(before[key]) === JSON.stringify(after[key])
  if (!isSame('settings') || !isSame('variables')) return undefined
  const { steps } = compareDocuments(before, after)
  return steps.map(({ nodeId }) => nodeId)
}
