/** Rows of the database as the API shows them. */
import type { Flow, FlowSummary } from '@callflow-studio/model/api'
import type { DayCounts } from '../calls/day-counts.ts'
import type { Flows } from '../flows/flows.ts'
import { readText } from '../flows/read-stored.ts'
import { isDraftChanged, summarizeFlow } from '../flows/summarize-flow.ts'
import type { FlowRow } from '../store/flows.ts'
import { refusedDocument } from './problem.ts'

/** @returns the document that the draft is compared with: what is live, else the newest version; null if there is none. */
async function publishedDocument(flows: Flows, row: FlowRow): Promise<string | null> {
  const version = row.live_version ?? row.latest_version
  return version === null ? null : ((await flows.version(row.id, version))?.document ?? null)
}

export async function toFlow(flows: Flows, row: FlowRow, pivotUrl: string): Promise<Flow> {
  return {
    id: row.id,
    name: row.name,
    revision: row.revision,
    document: documentOf(row),
    liveVersion: row.live_version,
    latestVersion: row.latest_version,
    draftChanged: isDraftChanged(row.document, await publishedDocument(flows, row)),
    pivotUrl,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

/** @throws ApiProblem 422 where what is stored cannot be read: the list still shows the flow, so that it can be deleted or restored */
function documentOf({ document }: FlowRow): Flow['document'] {
  try {
    return JSON.parse(document)
  } catch {
    const read = readText(document)
    throw refusedDocument('The draft of this flow cannot be read.', read.diagnostics)
  }
}

/** Comparing and searching cost a parse each; a document is summarized once for each of its states. */
export function createFlowSummaries(flows: Flows, counts: Pick<DayCounts, 'ofFlow'>) {
  const known = new Map<string, { state: string; summary: ReturnType<typeof summarizeFlow> }>()
  return async (row: FlowRow, pivotUrl: string): Promise<FlowSummary> => {
    const state = `${row.revision}/${row.live_version}/${row.latest_version}`
    let kept = known.get(row.id)
    if (kept?.state !== state) {
      kept = { state, summary: summarizeFlow(row.document, await publishedDocument(flows, row)) }
      known.set(row.id, kept)
    }
    return {
      id: row.id,
      name: row.name,
      revision: row.revision,
      liveVersion: row.live_version,
      latestVersion: row.latest_version,
      pivotUrl,
      createdAt: row.created_at,
      updatedAt: row.updated_at,
      deletedAt: row.deleted_at,
      callsToday: counts.ofFlow(row.id),
      ...kept.summary,
    }
  }
}
