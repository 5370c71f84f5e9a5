import { type FlowDocument, readDocument } from '@callflow-studio/model'
import { useMemo } from 'react'
import { useDraft, useFlows, useVersion } from '../../api/queries.ts'
import { useStudio } from '../../state/studio-store.ts'

/** @returns the flow that a step runs, as calls would meet it: what is live, else its draft; null until it is known. */
export function useCalledFlow(flowId: string): FlowDocument | null {
  const own = useStudio((state) => (state.flowId === flowId ? state.document : null))
  const flows = useFlows()
  const known = own ? undefined : flows.data?.flows.find(({ id }) => id === flowId)
  const version = useVersion(flowId, known?.liveVersion ?? null)
  const draft = useDraft(flowId, known?.liveVersion === null)
  const stored = version.data?.document ?? draft.data?.document
  return useMemo(() => {
    if (own || !stored) return own
    const read = readDocument(stored)
    return read.ok ? read.value : null
  }, [own, stored])
}
