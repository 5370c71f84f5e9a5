/**
 * What the list shows of each flow. It is made of the documents when they are saved and stored in the same change, so that the
 * list reads no document. A summary of another state of its flow, or none, is made when it is needed.
 */
import type { EnqueueWrite } from '../changes/write-queue.ts'
import type { FlowHead, FlowRecord } from '../store/flow-store.ts'
import type { Storage } from '../store/storage.ts'
import type { SummaryRecord } from '../store/summary-store.ts'
import { createPauses } from '../threads/in-slices.ts'
import type { DraftSummary, SummarizedFlow } from './summarize-flow.ts'

/** A flow with the documents that its summary is made of. */
type Summarizable = Pick<FlowRecord, 'id' | 'name' | 'revision' | 'liveVersion' | 'latestVersion' | 'document'>

export interface FlowSummaries {
  /**
   * Makes what is to be stored with a flow.
   * @param published what the draft is compared with, where it is not stored yet
   */
  make: (flow: Summarizable, published?: string) => Promise<SummaryRecord>
  of: (flow: FlowHead) => Promise<DraftSummary>
  /** In the order of the flows. */
  ofAll: (flows: readonly FlowHead[]) => Promise<DraftSummary[]>
  /** @returns the ids of those that hold every word in their names, texts, ids and numbers, in any case */
  search: (flows: readonly FlowHead[], text: string) => Promise<Set<string>>
  /** Makes those that are missing. @param isStopping asked before each */
  fill: (isStopping: () => boolean) => Promise<void>
}

export interface FlowSummariesOptions {
  storage: Pick<Storage, 'flows' | 'versions' | 'summaries' | 'transaction'>
  enqueueWrite: EnqueueWrite
  summarize: (draft: string, published: string | null) => Promise<SummarizedFlow>
}

/** So many texts of 20,000 characters are searched in a few milliseconds. */
const SEARCHED_AT_ONCE = 50

export function createFlowSummaries({ storage, enqueueWrite, summarize }: FlowSummariesOptions): FlowSummaries {
  const known = new Map<string, { state: string; summary: DraftSummary }>()
  const isKnown = (flow: FlowHead): boolean => known.get(flow.id)?.state === stateOf(flow)

  /** A draft is compared with what is live, else with the newest version; without any, all of it is a draft. */
  async function make(flow: Summarizable, published?: string): Promise<SummaryRecord> {
    const version = flow.liveVersion ?? flow.latestVersion
    const stored = published === undefined && version !== null ? await storage.versions.find(flow.id, version) : null
    const { summary, searchText } = await summarize(flow.document, published ?? stored?.document ?? null)
    return {
      flowId: flow.id,
      state: stateOf(flow),
      summary: JSON.stringify(summary),
      searchText: `${flow.name}\n${searchText}`.toLowerCase(),
    }
  }

  const keep = ({ flowId, state, summary }: Omit<SummaryRecord, 'searchText'>): void =>
    void known.set(flowId, { state, summary: JSON.parse(summary) })

  /** A summary that cannot be stored is made again by the next process. */
  const store = (record: SummaryRecord): Promise<void> =>
    enqueueWrite(() => storage.transaction((tx) => tx.summaries.save(record))).catch(() => undefined)

  async function bringUpToDate(flows: readonly FlowHead[], isStopping = () => false): Promise<void> {
    const wanted = flows.filter((flow) => !isKnown(flow))
    if (wanted.length === 0) return
    const pause = createPauses()
    for (const record of await storage.summaries.list(wanted.length > 100 ? null : wanted.map(({ id }) => id))) {
      keep(record)
      await pause()
    }
    for (const head of wanted) {
      if (isStopping()) return
      if (isKnown(head)) continue
      const flow = await storage.flows.find(head.id)
      if (!flow) continue
      const record = await make(flow)
      keep({ ...record, state: stateOf(head) }) // what came meanwhile is made when it is asked for
      await store(record)
      await pause()
    }
  }

  async function ofAll(flows: readonly FlowHead[]): Promise<DraftSummary[]> {
    await bringUpToDate(flows)
    return flows.flatMap(({ id }) => known.get(id)?.summary ?? [])
  }

  return {
    make,
    ofAll,
    async of(flow) {
      const [summary] = await ofAll([flow])
      if (!summary) throw new Error(`The flow ${flow.id} has no summary.`)
      return summary
    },
    async search(flows, text) {
      const words = text.toLowerCase().split(/\s+/).filter(Boolean)
      await bringUpToDate(flows)
      const pause = createPauses()
      const found = new Set<string>()
      for (let at = 0; at < flows.length; at += SEARCHED_AT_ONCE) {
        const ids = flows.slice(at, at + SEARCHED_AT_ONCE).map(({ id }) => id)
        for (const id of await storage.summaries.search(ids, words)) found.add(id)
        await pause()
      }
      return found
    },
    fill: async (isStopping) => bringUpToDate(await storage.flows.heads(null), isStopping),
  }
}

const stateOf = (
  flow: Pick<FlowHead, 'revision' | 'liveVersion' | 'latestVersion' | 'documentBytes'> & { document?: string },
): string => {
  const { revision, liveVersion, latestVersion, document, documentBytes } = flow
  return `${revision}/${liveVersion}/${latestVersion}/${document === undefined ? documentBytes : Buffer.byteLength(document)}`
}
