/** Rows of the database as the API shows them. Documents are passed on as text: reading them would hold up calls. */
import type { Flow, FlowSummary } from '@callflow-studio/model/api'
import type { CallLog } from '../calls/call-log.ts'
import type { FlowSummaries } from '../flows/flow-summaries.ts'
import type { FlowHead, FlowRecord } from '../store/flow-store.ts'
import { type JsonText, withDocument } from './handlers.ts'
import { refusedDocument } from './problem.ts'

export interface FlowJson {
  /** As the list shows them, in their order. */
  summarize: (flows: readonly FlowHead[], pivotUrlOf: (flow: FlowHead) => string) => Promise<FlowSummary[]>
  /** @throws ApiProblem 422 where what is stored cannot be read: the list still shows the flow */
  toJson: (flow: FlowRecord, pivotUrl: string) => Promise<JsonText<Flow>>
  /** What is stored of a draft. @throws ApiProblem as `toJson` does */
  documentOf: (flow: FlowRecord) => Promise<string>
}

export function createFlowJson(
  summaries: Pick<FlowSummaries, 'of' | 'ofAll'>,
  callLog: Pick<CallLog, 'counts' | 'countOthers'>,
): FlowJson {
  const documentOf = async (flow: FlowRecord): Promise<string> => {
    const { isJson, unreadable = '' } = await summaries.of(flow)
    if (isJson) return flow.document
    throw refusedDocument('The draft of this flow cannot be read.', [
      { severity: 'error', code: 'document.unreadable', nodeId: null, field: null, message: unreadable },
    ])
  }

  return {
    documentOf,
    async toJson(flow, pivotUrl) {
      const document = await documentOf(flow)
      const { draftChanged } = await summaries.of(flow)
      const { id, name, revision, liveVersion, latestVersion, createdAt, updatedAt } = flow
      const shown = { id, name, revision, liveVersion, latestVersion, draftChanged, pivotUrl, createdAt, updatedAt }
      return withDocument<Flow>(shown, document)
    },
    async summarize(flows, pivotUrlOf) {
      const made = await summaries.ofAll(flows)
      await callLog.countOthers()
      return flows.flatMap((flow, index) => {
        const summary = made[index]
        if (!summary) return []
        const [{ key: _, documentBytes: __, ...head }, { isJson: ___, ...shown }] = [flow, summary]
        return { ...head, pivotUrl: pivotUrlOf(flow), callsToday: callLog.counts.ofFlow(flow.id), ...shown }
      })
    },
  }
}
