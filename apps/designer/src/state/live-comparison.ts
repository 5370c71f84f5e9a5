import { type Comparison, compareDocuments, readDocument } from '@callflow-studio/model'
import { useDeferredValue, useMemo } from 'react'
import { useVersion } from '../api/queries.ts'
import { useStudio } from './studio-store.ts'

export interface LiveComparison extends Comparison {
  /** True if publishing would change nothing at all, not even where steps stand. */
  isSame: boolean
}

/** The draft on screen against the version that new calls get; null while there is none, or it is being read. */
export function useLiveComparison(): LiveComparison | null {
  const flowId = useStudio((state) => state.flowId)
  const liveVersion = useStudio((state) => state.liveVersion)
  // While a step is dragged, counting changes may lag behind; the drag may not.
  const document = useDeferredValue(useStudio((state) => state.document))
  const live = useVersion(flowId ?? '', liveVersion).data?.document
  return useMemo(() => {
    if (!live) return null
    const read = readDocument(live)
    if (!read.ok) return null
    const isSame = JSON.stringify(read.value) === JSON.stringify(document)
    return { ...compareDocuments(read.value, document), isSame }
  }, [live, document])
}
