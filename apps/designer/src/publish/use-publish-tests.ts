import type { FlowTest } from '@callflow-studio/model/api'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { runTests, useTests } from '../api/test-queries.ts'
import { studioStore } from '../state/studio-store.ts'
import { whenSaved } from '../state/when-saved.ts'

interface PublishTests {
  tests: readonly FlowTest[]
  failing: readonly FlowTest[]
  isRunning: boolean
}

/** Runs all tests against the draft that is about to be published, as publishing does itself. */
export function usePublishTests(flowId: string): PublishTests {
  const client = useQueryClient()
  const tests = useTests(flowId).data?.tests ?? []
  const run = useQuery({
    queryKey: ['publish tests', flowId],
    queryFn: async () => {
      await whenSaved(studioStore)
      return runTests(client, flowId, {})
    },
    enabled: tests.length > 0,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  })
  return { tests, failing: tests.filter(({ lastRun }) => lastRun?.passed === false), isRunning: run.isFetching }
}
