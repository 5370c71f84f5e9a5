/** Rows of the database as the API shows them. Documents are passed on as text: reading them would hold up calls. */
import type { Flow, FlowSummary } from '@callflow-studio/model/api'
import type { DayCounts } from '../calls/day-counts.ts'
import type { Documents } from '../documents/documents.ts'
import type { Flows } from '../flows/flows.ts'
import type { Summary } from '../flows/summarize-flow.ts'
import type { FlowHead, FlowRecord } from '../store/flow-store.ts'
import { type JsonText, withDocument } from './handlers.ts'
import { refusedDocument } from './problem.ts'

export interface FlowSummaries {
  summarize: (row: FlowHead, pivotUrl: string) => Promise<FlowSummary>
  /** @throws ApiProblem 422 where what is stored cannot be read: the list still shows the flow */
  toJson: (row: FlowRecord, pivotUrl: string) => Promise<JsonText<Flow>>
  /** What is stored of a draft. @throws ApiProblem as `toJson` does */
  documentOf: (row: FlowRecord) => Promise<string>
}

/** Comparing and searching cost a parse each; a document is summarized once for each of its states. */
export function createFlowSummaries(
  flows: Pick<Flows, 'draft' | 'version'>,
  documents: Pick<Documents, 'summarize'>,
  counts: Pick<DayCounts, 'ofFlow'>,
): FlowSummaries {
  const known = new Map<string, { state: string; summary: Summary }>()

  /** A draft is compared with what is live, else with the newest version; without any, all of it is a draft. */
  async function summaryOf(row: FlowHead & { document?: string }): Promise<Summary> {
    const state = `${row.revision}/${row.liveVersion}/${row.latestVersion}`
    const kept = known.get(row.id)
    if (kept?.state === state) return kept.summary
    const version = row.liveVersion ?? row.latestVersion
    const published = version === null ? null : ((await flows.version(row.id, version))?.document ?? null)
    const draft = row.document ?? (await flows.draft(row.id)) ?? ''
    const summary = await documents.summarize(draft, published)
    known.set(row.id, { state, summary })
    return summary
  }

  const documentOf = async (row: FlowRecord): Promise<string> => {
    const { isJson, outline } = await summaryOf(row)
    if (isJson) return row.document
    throw refusedDocument('The draft of this flow cannot be read.', [
      {
        severity: 'error',
        code: 'document.unreadable',
        nodeId: null,
        field: null,
        message: outline.unreadable ?? '',
      },
    ])
  }

  return {
    documentOf,
    async toJson(row, pivotUrl) {
      const document = await documentOf(row)
      const { outline } = await summaryOf(row)
      const shown = {
        id: row.id,
        name: row.name,
        revision: row.revision,
        liveVersion: row.liveVersion,
        latestVersion: row.latestVersion,
        draftChanged: outline.draftChanged,
        pivotUrl,
        createdAt: row.createdAt,
        updatedAt: row.updatedAt,
      }
      return withDocument<Flow>(shown, document)
    },
    async summarize(row, pivotUrl) {
      const { outline } = await summaryOf(row)
      return {
        id: row.id,
        name: row.name,
        revision: row.revision,
        liveVersion: row.liveVersion,
        latestVersion: row.latestVersion,
        pivotUrl,
        createdAt: row.createdAt,
        updatedAt: row.updatedAt,
        deletedAt: row.deletedAt,
        callsToday: counts.ofFlow(row.id),
        ...outline,
      }
    },
  }
}
