import type { TestProblem } from '@callflow-studio/model/api'
import { useDebouncedValue } from '@mantine/hooks'
import type { OutputOf } from '../api/client.ts'
import { useTriedTest } from '../api/test-queries.ts'
import { useStudio } from '../state/studio-store.ts'

export interface TriedTest {
  problems: readonly TestProblem[]
  /** Null where it was not run: it has a mistake, or is being tried for the first time. */
  result: OutputOf<'test.try'>['results'][number] | null
  isTrying: boolean
  /** Why it could not be tried, in words. */
  error: string | null
}

/** Long enough that a word is typed, short enough to see at once what it did. */
const TRY_AFTER_MS = 400

/** Tries a text against the stored draft, a moment after it changes. */
export function useTried(text: string): TriedTest {
  const flowId = useStudio((state) => state.flowId) ?? ''
  const revision = useStudio((state) => state.revision)
  const [settled] = useDebouncedValue(text, TRY_AFTER_MS)
  const { data, isFetching, error } = useTriedTest(flowId, settled, revision)
  return {
    problems: data?.problems ?? [],
    result: data?.results[0] ?? null,
    isTrying: isFetching || settled !== text,
    error: error ? error.message : null,
  }
}
