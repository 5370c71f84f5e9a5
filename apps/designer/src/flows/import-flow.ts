/** From a text to a flow, or to the reasons why not. All or nothing: a flow is made once everything in it is drawn. */
import { isStep, readDocument, titleOf } from '@callflow-studio/model'
import type { Flow, Imported } from '@callflow-studio/model/api'
import { ApiError } from '../api/api-error.ts'
import { placeInStep } from '../ui/place-in-step.ts'
import type { ImportSource } from './import-source.ts'

type Diagnostic = Imported['diagnostics'][number]

export interface ImportProblem {
  severity: 'error' | 'warning'
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
}

export interface ImportDeps {
  draw: (format: 'callflow' | 'twiml', text: string) => Promise<Pick<Imported, 'diagnostics'> & Pick<Flow, 'document'>>
  create: (flow: { name: string; document: Flow['document'] }) => Promise<{ id: string }>
}

/** @throws never: whatever goes wrong is a problem of the result */
export async function importFlow(source: ImportSource, { draw, create }: ImportDeps): Promise<ImportResult> {
  const { name } = source
  try {
    const drawn =
      source.kind === 'document' ? { document: source.document, diagnostics: [] } : await draw(source.kind, source.text)
    const { id } = await create({ name, document: drawn.document })
    return { name, flowId: id, ...describe(drawn.document, drawn.diagnostics) }
  } catch (error) {
    return { name, flowId: null, steps: 0, problems: reasonsOf(error) }
  }
}

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
  for (const severity of ['error', 'warning'] as const)
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
