/** From a text to a flow, or to the reasons why not. All or nothing: a flow is made once everything in it is drawn. */
import { isStep, readDocument, titleOf } from '@callflow-studio/model'
import type { Flow, Imported } from '@callflow-studio/model/api'
import { ApiError } from '../api/api-error.ts'
import { placeInStep } from '../ui/place-in-step.ts'
import type { ImportSource } from './import-source.ts'

type Diagnostic = Imported['diagnostics'][number]

export interface ImportProblem {
  severity: 'error' | 'warning' | 'info'
  /** The step that it is about; null for the whole. */
  step: { title: string; type: string } | null
  /** The field or way out, in the form's words; empty for the step as a whole. */
  place: string
  message: string
}

export interface ImportResult {
  name: string
  /** Null where nothing was drawn. */
  flowId: string | null
  steps: number
  /** Errors first. */
  problems: readonly ImportProblem[]
  /** A document whose address has to be asked for before a flow is made of it. */
  question?: { source: TwimlSource; isInvalid: boolean }
}

export type TwimlSource = Extract<ImportSource, { kind: 'twiml' }>

export interface ImportDeps {
  draw: (
    format: 'callflow' | 'twiml',
    text: string,
    baseUrl?: string,
  ) => Promise<Pick<Imported, 'diagnostics'> & Pick<Flow, 'document'>>
  create: (flow: { name: string; document: Flow['document'] }) => Promise<{ id: string }>
}

/** @throws never: whatever goes wrong is a problem of the result */
export async function importFlow(source: ImportSource, { draw, create }: ImportDeps): Promise<ImportResult> {
  const { name } = source
  try {
    const drawn = await drawSource(source, draw)
    if (source.kind === 'twiml' && source.baseUrl === undefined && drawn.diagnostics.some(isAddressUnknown))
      return { name, flowId: null, steps: 0, problems: [], question: { source, isInvalid: false } }
    const { id } = await create({ name, document: drawn.document })
    return { name, flowId: id, ...describe(drawn.document, drawn.diagnostics) }
  } catch (error) {
    if (source.kind === 'twiml' && isBaseUrlRefused(error))
      return { name, flowId: null, steps: 0, problems: [], question: { source, isInvalid: true } }
    return { name, flowId: null, steps: 0, problems: reasonsOf(error) }
  }
}

async function drawSource(
  source: ImportSource,
  draw: ImportDeps['draw'],
): Promise<Pick<Imported, 'diagnostics'> & Pick<Flow, 'document'>> {
  if (source.kind === 'document') return { document: source.document, diagnostics: [] }
  return draw(source.kind, source.text, source.kind === 'twiml' ? (source.baseUrl ?? undefined) : undefined)
}

const isAddressUnknown = ({ code }: Diagnostic): boolean => code === 'import.address-unknown'

const isBaseUrlRefused = (error: unknown): boolean =>
  error instanceof ApiError && (error.problem.diagnostics ?? []).some(({ code }) => code === 'import.base-url')

function describe(
  stored: Flow['document'],
  diagnostics: readonly Diagnostic[],
): Pick<ImportResult, 'steps' | 'problems'> {
  const read = readDocument(stored)
  const nodes = read.ok ? read.value.nodes : []
  const byId = new Map(nodes.map((node) => [node.id, node]))
  return {
    steps: nodes.filter(({ type }) => isStep(type)).length,
    problems: problemsOf(diagnostics, (id, field) => {
      const node = byId.get(id)
      if (!read.ok || !node) return NOWHERE
      return { step: { title: titleOf(node), type: node.type }, place: placeInStep(read.value, node, field) }
    }),
  }
}

const NOWHERE = { step: null, place: '' }

/** The importer and the compiler may find the same: once is enough. */
function problemsOf(
  diagnostics: readonly Diagnostic[],
  placeOf: (nodeId: string, field: string | null) => Pick<ImportProblem, 'step' | 'place'>,
): ImportProblem[] {
  const found = new Map<string, ImportProblem>()
  for (const severity of ['error', 'warning', 'info'] as const)
    for (const { nodeId, field, message, ...each } of diagnostics)
      if (each.severity === severity && !found.has(`${nodeId} ${message}`))
        found.set(`${nodeId} ${message}`, {
          severity,
          ...(nodeId === null ? NOWHERE : placeOf(nodeId, field)),
          message,
        })
  return [...found.values()]
}

function reasonsOf(error: unknown): ImportProblem[] {
  const diagnostics = error instanceof ApiError ? (error.problem.diagnostics ?? []) : []
  if (diagnostics.length > 0) return problemsOf(diagnostics, () => NOWHERE)
  return [{ severity: 'error', ...NOWHERE, message: error instanceof Error ? error.message : String(error) }]
}
