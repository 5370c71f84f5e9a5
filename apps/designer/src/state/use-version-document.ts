import { type FlowDocument, readDocument } from '@callflow-studio/model'
import { useMemo } from 'react'
import { useVersion } from '../api/queries.ts'

/** The drawing that a call ran on; null while it is read, where it is gone with its flow, or where there is none. */
export function useVersionDocument(
  flowId: string,
  version: number,
): { document: FlowDocument | null; isGone: boolean } {
  const query = useVersion(flowId, flowId === '' ? null : version)
  const document = useMemo(() => {
    const read = query.data && readDocument(query.data.document)
    return read?.ok ? read.value : null
  }, [query.data])
  return { document, isGone: query.isError }
}
