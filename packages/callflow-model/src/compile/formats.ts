/** What the compiler asks of the formats of an answer beside their traits. */
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Format } from '../kazoo/formats.ts'
import { checkTwimlGraph } from './check-twiml-graph.ts'
import type { Graph } from './graph.ts'
import type { FallbackModule, FallbackText } from './prepared-flow.ts'
import { DEFAULT_TWIML_FALLBACK, type RefuseFallback, twimlFallback } from './twiml-fallback.ts'

interface FormatPasses {
  /** What is wrong with the order of steps. */
  checkGraph(graph: Graph): Diagnostic[]
  /** What callers hear where nothing is drawn. */
  defaultFallback: string
  /** @param drawn the fallback as Callflow JSON. @returns null where nothing of it is left: the default one */
  writeFallback(drawn: DrawnFallback, refuse: RefuseFallback): FallbackText | null
}

interface DrawnFallback {
  json: string
  modules: readonly FallbackModule[]
  graph: Graph
  /** The id of its first step. */
  first: string
}

export const formatPasses: Readonly<Record<Format, FormatPasses>> = {
  kazoo: {
    checkGraph: () => [],
    // A recording, since speech may not be set up.
    defaultFallback:
      '{"module":"play","data":{"id":"/system_media/fault-can_not_be_completed_as_dialed"},"children":{"_":{"module":"hangup","data":{}}}}',
    writeFallback: ({ json, modules }) => ({ first: json, later: json, modules }),
  },
  twiml: {
    checkGraph: checkTwimlGraph,
    defaultFallback: DEFAULT_TWIML_FALLBACK,
    writeFallback: ({ graph, first }, refuse) => twimlFallback(graph, first, refuse),
  },
}
