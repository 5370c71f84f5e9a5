import type { FlowDocument } from '@callflow-studio/model'
import { useStudio } from './studio-store.ts'
import { useVersionDocument } from './use-version-document.ts'

/** The version that a replayed call is played on, and its drawing once that is read; null: the preview plays what is drawn. */
export function usePreviewedVersion(): { version: number; document: FlowDocument | null } | null {
  const flowId = useStudio((state) => state.flowId) ?? ''
  const version = useStudio((state) => (state.isPreviewing ? (state.scenario.replay?.version ?? null) : null))
  const { document } = useVersionDocument(version === null ? '' : flowId, version ?? 0)
  return version === null ? null : { version, document }
}

/** The drawing that the preview plays. */
export function usePreviewedDocument(): FlowDocument {
  const drawn = useStudio((state) => state.document)
  return usePreviewedVersion()?.document ?? drawn
}
