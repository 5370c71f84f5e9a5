/** From a text to a flow, or to the reasons why not. All or nothing: a flow is made once everything in it is drawn. */
import {
  type FlowSettings,
  isStep,
  type KazooProfile,
  type KazooVersion,
  neededVersions,
  readDocument,
  setEntityNames,
  titleOf,
  versionsOf,
} from '@callflow-studio/model'
import type { Flow, Imported, KazooCallflowDetail } from '@callflow-studio/model/api'
import { ApiError } from '../api/api-error.ts'
import { withSettings } from '../api/new-flow.ts'
import { placeInStep } from '../step-ui/place-in-step.ts'
import type { ForeignSource, ImportSource, KazooSource } from './import-source.ts'

type Diagnostic = Imported['diagnostics'][number]

export interface ImportProblem {
  severity: 'error' | 'warning' | 'info'
  /** The step that it is about; null for the whole. */
  step: { title: string; type: string } | null
  /** The field or port, in the form's words; empty for the step as a whole. */
  place: string
  message: string
}

export interface ImportResult {
  name: string
  /** Null where nothing was drawn. */
  flowId: string | null
  steps: number
  /** The KAZOO that the problems are for; null for what was exported here, which is not looked at. */
  profile: KazooProfile | null
  /** The versions that have all of its steps, where the KAZOO that it is for may be another. */
  needs: readonly KazooVersion[]
  /** Errors first. */
  problems: readonly ImportProblem[]
  /** A document whose address has to be asked for before a flow is made of it. */
  question?: { source: ForeignSource & { name: string }; isInvalid: boolean }
}

export interface ImportDeps {
  draw: (
    format: ForeignSource['kind'],
    text: string,
    options: { kazoo?: KazooProfile | undefined; baseUrl?: string | undefined },
  ) => Promise<Drawn>
  /** Reads a callflow of a KAZOO account, with what the ids in it are called. */
  read: (accountId: string, callflowId: string) => Promise<Pick<KazooCallflowDetail, 'callflow' | 'names'>>
  create: (flow: { name: string; document: Flow['document'] }) => Promise<{ id: string }>
  /** Zone and language of a flow that begins here; a document from a studio has its own. */
  settings: () => Promise<Partial<FlowSettings>>
}

type Drawable = Exclude<ImportSource, { kind: 'summary' }>

interface Drawn {
  document: Flow['document']
  diagnostics: readonly Diagnostic[]
  profile: KazooProfile | null
}

/**
 * @param kazoo what the flow is made for from then on; undefined: it has no setting of its own. A document keeps its own.
 * @throws never: all that goes wrong is a problem of the result
 */
export async function importFlow(
  source: ImportSource,
  { read, draw, create, settings }: ImportDeps,
  kazoo?: KazooProfile,
): Promise<ImportResult> {
  const { name } = source
  if (source.kind === 'summary') return { ...NOTHING_DRAWN, name, problems: [NO_FLOW] }
  try {
    const drawn = await drawSource(source, { read, draw }, kazoo)
    if (isForeign(source) && source.baseUrl === undefined && drawn.diagnostics.some(isAddressUnknown))
      return { ...NOTHING_DRAWN, name, question: { source, isInvalid: false } }
    const document = source.kind === 'document' ? drawn.document : withSettings(drawn.document, await settings())
    const { id } = await create({ name, document })
    return { name, flowId: id, ...describe(drawn) }
  } catch (error) {
    if (isForeign(source) && isBaseUrlRefused(error))
      return { ...NOTHING_DRAWN, name, question: { source, isInvalid: true } }
    return { ...NOTHING_DRAWN, name, problems: reasonsOf(error) }
  }
}

const NO_FLOW: ImportProblem = {
  severity: 'error',
  step: null,
  place: '',
  message:
    'This entry of the list holds no flow. KAZOO’s lists name callflows without what is in them: request each one by its id.',
}

const NOTHING_DRAWN = { flowId: null, steps: 0, profile: null, needs: [], problems: [] } as const

const isForeign = (source: Drawable): source is ForeignSource & { name: string } =>
  source.kind !== 'document' && source.kind !== 'kazoo'

async function drawSource(
  source: Drawable,
  { read, draw }: Pick<ImportDeps, 'read' | 'draw'>,
  kazoo?: KazooProfile,
): Promise<Drawn> {
  if (source.kind === 'document') return { document: source.document, diagnostics: [], profile: null }
  if (source.kind === 'kazoo') {
    const { callflow, names } = await read(source.accountId, source.callflowId)
    const drawn = await draw('callflow', JSON.stringify(callflow), { kazoo })
    return { ...drawn, document: withAccount(drawn.document, source, names) }
  }
  return draw(source.kind, source.text, { kazoo, baseUrl: source.baseUrl ?? undefined })
}

/** The flow belongs to the account from then on, and keeps what the ids in it are called there. */
function withAccount(
  drawn: Flow['document'],
  { accountId }: KazooSource,
  names: Readonly<Record<string, string>>,
): Flow['document'] {
  const read = readDocument(drawn)
  if (!read.ok) return drawn
  const { settings, ...named } = setEntityNames(names)(read.value)
  return { ...named, settings: { ...settings, kazooAccount: accountId } }
}

const isAddressUnknown = ({ code }: Diagnostic): boolean => code === 'import.address-unknown'

const isBaseUrlRefused = (error: unknown): boolean =>
  error instanceof ApiError && (error.problem.diagnostics ?? []).some(({ code }) => code === 'import.base-url')

export interface KazooDeps {
  read: (flowId: string) => Promise<Pick<Flow, 'name' | 'document' | 'revision'>>
  save: (flowId: string, flow: { name: string; document: Flow['document']; revision: number }) => Promise<unknown>
  validate: (document: Flow['document'], flowId: string) => Promise<{ diagnostics: readonly Diagnostic[] }>
}

/** Sets what an imported flow is made for, and checks it again. @throws ApiError where the server refuses */
export async function setKazoo(
  result: ImportResult & { flowId: string },
  kazoo: KazooProfile,
  { read, save, validate }: KazooDeps,
): Promise<ImportResult> {
  const { name, document: stored, revision } = await read(result.flowId)
  const document = { ...stored, settings: { ...(stored.settings as object), kazoo } }
  await save(result.flowId, { name, document, revision })
  const { diagnostics } = await validate(document, result.flowId)
  return { ...result, ...describe({ document, diagnostics, profile: kazoo }) }
}

function describe({
  document: stored,
  diagnostics,
  profile,
}: Drawn): Pick<ImportResult, 'steps' | 'problems' | 'profile' | 'needs'> {
  const read = readDocument(stored)
  const nodes = read.ok ? read.value.nodes : []
  const needed = neededVersions({ nodes })
  const hasAll = profile === null || versionsOf(profile).every((version) => needed.includes(version))
  const byId = new Map(nodes.map((node) => [node.id, node]))
  return {
    steps: nodes.filter(({ type }) => isStep(type)).length,
    profile,
    needs: hasAll ? [] : needed,
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
