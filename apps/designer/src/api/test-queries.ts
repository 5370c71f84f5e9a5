/** The tests of a flow: what the pages read of them, and what they change. */
import type { FlowTest, FlowTestList } from '@callflow-studio/model/api'
import { keepPreviousData, type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { type OutputOf, request } from './client.ts'
import { keys } from './queries.ts'

const testKeys = {
  list: (flowId: string) => [...keys.flow(flowId), 'tests'] as const,
  tried: (flowId: string) => [...keys.flow(flowId), 'tried tests'] as const,
  suggested: (flowId: string) => [...keys.flow(flowId), 'suggested tests'] as const,
}

export const useTests = (flowId: string) =>
  useQuery({ queryKey: testKeys.list(flowId), queryFn: () => request('test.list', { id: flowId }) })

/** Adds a test, or several in one text; with an id, changes that one. They run at once. @returns those that were saved */
export function useSaveTest(flowId: string) {
  const client = useQueryClient()
  const latest = useRef<(SavedText & { saving: Promise<FlowTest[]> }) | null>(null)
  const save = async ({ id, text }: SavedText): Promise<FlowTest[]> => {
    const saved =
      id === null
        ? (await request('test.create', { id: flowId, body: { text } })).tests
        : [await request('test.update', { id: flowId, testId: id, body: { text } })]
    setTests(client, flowId, (tests) => [
      ...tests.map((test) => saved.find((each) => each.id === test.id) ?? test),
      ...saved.filter((each) => tests.every((test) => test.id !== each.id)),
    ])
    // They are saved even if they could not be run: saving once more would add them twice.
    await runTests(client, flowId, { tests: saved.map((test) => test.id) }).catch(() => undefined)
    return saved
  }
  return useMutation({
    mutationFn: ({ id, text }: SavedText): Promise<FlowTest[]> => {
      const before = latest.current
      // The second press of a double click comes before the button is disabled.
      if (before?.id === id && before.text === text) return before.saving
      const saving = save({ id, text }).finally(() => {
        if (latest.current?.saving === saving) latest.current = null
      })
      latest.current = { id, text, saving }
      return saving
    },
    onSettled: () => client.invalidateQueries({ queryKey: testKeys.list(flowId) }),
  })
}

interface SavedText {
  /** Null: the text is added. */
  id: string | null
  text: string
}

export function useDeleteTest(flowId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (id: string) => {
      await request('test.delete', { id: flowId, testId: id })
      setTests(client, flowId, (tests) => tests.filter((test) => test.id !== id))
    },
    onSettled: () => client.invalidateQueries({ queryKey: testKeys.list(flowId) }),
  })
}

/** Runs some tests, or all, against the stored draft. */
export function useRunTests(flowId: string) {
  const client = useQueryClient()
  return useMutation({ mutationFn: (which: RunWhich = {}) => runTests(client, flowId, which) })
}

interface RunWhich {
  /** Ids; left out: all. */
  tests?: string[]
  /** Only those whose last run got to one of these steps, and those that were never run. */
  touching?: string[]
}

/** The results are put beside the tests that are on the screen. */
export async function runTests(client: QueryClient, flowId: string, which: RunWhich): Promise<OutputOf<'test.run'>> {
  const ran = await request('test.run', { id: flowId, body: which })
  const byTest = new Map(ran.results.map(({ testId, ...run }) => [testId, run]))
  setTests(client, flowId, (tests) => tests.map((test) => ({ ...test, lastRun: byTest.get(test.id) ?? test.lastRun })))
  return ran
}

/** @returns the tests that have been read; none before that */
export const knownTests = (client: QueryClient, flowId: string): readonly FlowTest[] =>
  client.getQueryData<FlowTestList>(testKeys.list(flowId))?.tests ?? []

function setTests(client: QueryClient, flowId: string, change: (tests: FlowTest[]) => FlowTest[]): void {
  client.setQueryData<FlowTestList>(testKeys.list(flowId), (list) => list && { ...list, tests: change(list.tests) })
}

/** What is wrong with a text, and how it goes against the stored draft; what was said before stays until then. */
export const useTriedTest = (flowId: string, text: string, revision: number) =>
  useQuery({
    queryKey: [...testKeys.tried(flowId), revision, text],
    queryFn: ({ signal }) => request('test.try', { id: flowId, body: { text } }, { signal }),
    enabled: text.trim() !== '',
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })

/** Calls that together take what no test takes yet. */
export const useSuggestedTests = (flowId: string, revision: number) =>
  useQuery({
    queryKey: [...testKeys.suggested(flowId), revision],
    queryFn: ({ signal }) => request('test.suggest', { id: flowId, body: {} }, { signal }),
    refetchOnWindowFocus: false,
    gcTime: 0,
  })
