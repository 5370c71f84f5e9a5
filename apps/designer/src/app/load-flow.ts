import { readDocument, SCHEMA_VERSION } from '@callflow-studio/model'
import type { Flow } from '@callflow-studio/model/api'
import type { StoreApi } from 'zustand/vanilla'
import type { StudioState } from '../state/studio-store.ts'

/**
 * Puts a fetched flow on screen. A document of a newer studio is shown as far as it can be read, and never saved:
 * saving it would lose what this studio does not know.
 */
export function loadFlow(store: StoreApi<StudioState>, flow: Flow): void {
  const read = readDocument(flow.document)
  const { flowId, load, opened, setSync, select, endPreview, forgetFlow, setDialog } = store.getState()
  const readable = read.ok ? read : readDocument({ ...flow.document, schemaVersion: SCHEMA_VERSION })
  if (readable.ok) load(readable.value, flow.name)
  opened(flow)
  select([])
  endPreview()
  if (flow.id !== flowId) forgetFlow()
  setDialog(null)
  if (!read.ok) setSync({ save: 'read-only' })
}
