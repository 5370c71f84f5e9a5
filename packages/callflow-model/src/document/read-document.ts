import { atMost, type Diagnostic, type Result } from '../diagnostics/diagnostic.ts'
import { KAZOO_PROFILES } from '../kazoo/versions.ts'
import { finish, type Slices } from '../slices.ts'
import {
  DEFAULT_SETTINGS,
  type FlowDocument,
  type FlowEdge,
  type FlowNode,
  type FlowSettings,
  type FlowVariable,
  flowEdgeSchema,
  flowNodeSchema,
  flowSettingsSchema,
  flowVariableSchema,
  SCHEMA_VERSION,
  storedDocumentSchema,
} from './flow-document.ts'
import { exceededLimit } from './limits.ts'
import { upgradeDocument } from './upgrades/index.ts'

/**
 * Makes a well-formed document of anything that was stored or sent.
 * @returns the document with each malformed node, edge and variable left out and reported; `ok: false` only where
 *   `nodes` or `edges` are no arrays (`document.not-a-flow`), the schema is newer than ours (`document.newer`), or it is
 *   larger than anybody draws (`document.too-large`).
 *   The input is never changed, and well-formed parts are passed on as the same objects, unknown keys included.
 */
export const readDocument = (stored: unknown): Result<FlowDocument> => finish(readDocumentInSlices(stored))

/** The same for a document of any size, beside other work. */
export function* readDocumentInSlices(stored: unknown): Slices<Result<FlowDocument>> {
  const outline = storedDocumentSchema.safeParse(stored)
  if (!outline.success)
    return fail(
      'document.not-a-flow',
      'This is not a flow: a flow document is an object with the lists nodes and edges.',
    )
  if ((outline.data.schemaVersion ?? SCHEMA_VERSION) > SCHEMA_VERSION)
    return fail(
      'document.newer',
      'This flow was made by a newer version of Callflow Studio. You can view it, but not save it.',
    )

  const exceeded = exceededLimit(outline.data)
  if (exceeded) return { ok: false, diagnostics: [exceeded] }
  const raw = upgradeDocument(stored as Record<string, unknown>)
  const diagnostics: Diagnostic[] = []
  yield
  const nodes = yield* readNodes(raw.nodes as unknown[], diagnostics)
  const edges = yield* readEdges(raw.edges as unknown[], diagnostics)
  const settings = readSettings(raw.settings, diagnostics)
  const variables = (Array.isArray(raw.variables) ? raw.variables : []).filter(
    (variable): variable is FlowVariable => flowVariableSchema.safeParse(variable).success,
  )
  return {
    ok: true,
    diagnostics: atMost(diagnostics),
    value: {
      ...raw,
      schemaVersion: SCHEMA_VERSION,
      nodes,
      edges,
      settings,
      variables,
    },
  }
}

/** What cannot be read of the settings is as if it were left out; the rest counts. */
function readSettings(raw: unknown, diagnostics: Diagnostic[]): FlowSettings {
  const given = typeof raw === 'object' && raw !== null && !Array.isArray(raw) ? raw : {}
  const settings: Record<string, unknown> = { ...DEFAULT_SETTINGS, ...given }
  const parsed = flowSettingsSchema.safeParse(settings)
  if (parsed.success) return parsed.data
  for (const { path } of parsed.error.issues) {
    const [name] = path
    if (typeof name !== 'string' || !Object.hasOwn(settings, name)) continue
    diagnostics.push(wrongSetting(name, settings[name]))
    if (Object.hasOwn(DEFAULT_SETTINGS, name)) settings[name] = DEFAULT_SETTINGS[name]
    else delete settings[name]
  }
  return settings as FlowSettings
}

function wrongSetting(name: string, value: unknown): Diagnostic {
  const found = { severity: 'error', code: 'field.invalid', nodeId: null, field: `settings.${name}` } as const
  const shown = typeof value === 'string' ? `“${value}”` : 'of the wrong type'
  if (name !== 'kazoo')
    return { ...found, message: `The flow’s setting ${name} is ${shown} and cannot be used. Choose another value.` }
  return {
    ...found,
    message: `The KAZOO version of the flow is ${shown}. It must be one of ${KAZOO_PROFILES.join(', ')}, or be absent to use that of the installation.`,
    fix: { kind: 'set-setting', label: 'Set the flow to any KAZOO', setting: 'kazoo', value: 'any' },
  }
}

function* readNodes(raw: unknown[], diagnostics: Diagnostic[]): Slices<FlowNode[]> {
  const seen = new Set<string>()
  const nodes: FlowNode[] = []
  for (const [index, value] of raw.entries()) {
    yield
    const parsed = flowNodeSchema.safeParse(value)
    if (!parsed.success) {
      const id = (value as { id?: unknown } | null)?.id
      diagnostics.push({
        severity: 'error',
        code: 'document.node-malformed',
        nodeId: typeof id === 'string' ? id : null,
        field: null,
        message: `Step number ${index + 1} of the document cannot be read (${parsed.error.issues[0]?.path.join('.') || 'not an object'}). Delete it, or fix it in the JSON.`,
      })
    } else if (seen.has(parsed.data.id)) {
      diagnostics.push({
        severity: 'error',
        code: 'document.duplicate-id',
        nodeId: parsed.data.id,
        field: null,
        message: `Two steps have the id "${parsed.data.id}". Give one of them another id.`,
      })
    } else {
      seen.add(parsed.data.id)
      nodes.push(value as FlowNode)
    }
  }
  return nodes
}

function* readEdges(raw: unknown[], diagnostics: Diagnostic[]): Slices<FlowEdge[]> {
  const seen = new Set<string>()
  const edges: FlowEdge[] = []
  for (const [index, value] of raw.entries()) {
    yield
    const parsed = flowEdgeSchema.safeParse(value)
    const problem = !parsed.success ? 'cannot be read' : seen.has(parsed.data.id) ? 'has the id of another one' : null
    if (problem || !parsed.success) {
      const source = (value as { source?: unknown } | null)?.source
      diagnostics.push({
        severity: 'error',
        code: parsed.success ? 'document.duplicate-id' : 'document.edge-malformed',
        nodeId: typeof source === 'string' ? source : null,
        field: null,
        message: `Connection number ${index + 1} of the document ${problem}. Delete it and draw it again.`,
      })
    } else {
      seen.add(parsed.data.id)
      edges.push(value as FlowEdge)
    }
  }
  return edges
}

const fail = (code: Diagnostic['code'], message: string): Result<never> => ({
  ok: false,
  diagnostics: [{ severity: 'error', code, message, nodeId: null, field: null }],
})
