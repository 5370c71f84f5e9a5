/**
 * A TwiML document as a flow, for people who move from an application that answered TwiML: its verbs as steps, one behind the
 * other. Where such an application was asked again (`action`, `Redirect`), the flow asks it still, so that it can be moved piece by piece.
 * @source pivot-protocol, TwiML that KAZOO really accepts
 */
import type { Diagnostic, Result } from '../diagnostics/diagnostic.ts'
import type { FlowDocument, FlowEdge, FlowNode } from '../document/flow-document.ts'
import { verbProblems } from '../kazoo/check-twiml.ts'
import { type ReadVerb, readTwiml } from '../kazoo/twiml-text.ts'
import { type ImportOptions, imported, refuse, START, startNode } from './imported.ts'
import { toTemplate } from './literal-text.ts'

/**
 * @param source the text of a TwiML document
 * @returns the flow, which answers Callflow JSON; `ok: false` where nothing in it can be drawn
 * @throws never
 */
export function importTwiml(source: string, options: ImportOptions = {}): Result<FlowDocument> {
  const read = readTwiml(source.trim())
  if (!read.ok) return refuse('import.not-xml', `This is no XML. ${read.message}`)
  if (read.root.name !== 'Response')
    return refuse('import.no-callflow', 'This is no TwiML: a TwiML document begins with Response.')
  if (read.root.nested.length === 0) return refuse('import.no-callflow', 'The Response is empty.')
  const { nodes, edges, diagnostics } = draw(read.root.nested)
  return imported({ nodes, edges }, diagnostics, options)
}

function draw(verbs: readonly ReadVerb[]): Pick<FlowDocument, 'nodes' | 'edges'> & { diagnostics: Diagnostic[] } {
  const nodes: FlowNode[] = [startNode()]
  const edges: FlowEdge[] = []
  const diagnostics: Diagnostic[] = []
  const add: Add = (from, { type, data }) => {
    const id = `n${nodes.length}`
    nodes.push({ id, type, position: { x: 0, y: 0 }, data })
    for (const [source, sourceHandle] of from)
      edges.push({ id: `e${edges.length + 1}`, source, sourceHandle, target: id })
    return id
  }
  /** The ways out that wait for the next verb. */
  let open: Way[] = [[START, 'next']]
  for (const verb of verbs) {
    const first = `n${nodes.length}`
    const drawn = drawVerb(verb, add, open)
    const nodeId = drawn.isDrawn ? first : null
    for (const message of [...verbProblems(verb).map((problem) => `In TwiML: ${problem}`), ...drawn.lost])
      diagnostics.push({ severity: 'warning', code: 'import.changed', nodeId, field: null, message })
    open = drawn.open
  }
  return { nodes, edges, diagnostics }
}

type Way = readonly [nodeId: string, port: string]

interface Step {
  type: string
  data: Record<string, unknown>
}

interface DrawnVerb {
  open: Way[]
  isDrawn: boolean
  /** What it says that the flow does not. */
  lost: string[]
}

type Add = (from: readonly Way[], step: Step) => string

function drawVerb(verb: ReadVerb, add: Add, open: Way[]): DrawnVerb {
  switch (verb.name) {
    case 'Gather':
      return drawGather(verb, add, open)
    case 'Dial':
      return drawDial(verb, add, open)
    case 'Record': {
      const id = add(open, { type: 'record_caller', data: number('time_limit', verb.attributes.maxLength, 5) })
      return { open: drawAction(verb, add, [id, '_']), isDrawn: true, lost: [] }
    }
    default: {
      const step = stepOf(verb)
      if (!step) return { open, isDrawn: false, lost: [`${verb.name} has no step in the studio and was left out.`] }
      const id = add(open, step)
      return { open: ENDS.has(verb.name) ? [] : [[id, '_']], isDrawn: true, lost: [] }
    }
  }
}

/** Behind these no verb runs. */
const ENDS: ReadonlySet<string> = new Set(['Hangup', 'Reject', 'Redirect'])

function stepOf({ name, attributes, text, nested }: ReadVerb): Step | null {
  switch (name) {
    case 'Say':
      return { type: 'tts', data: { text: spoken(text), ...speech(attributes) } }
    case 'Play':
      return { type: 'play', data: { id: toTemplate(text.trim()), ...repeats(attributes) } }
    case 'Pause':
      return { type: 'sleep', data: { duration: Number(attributes.length ?? 1) || 1, unit: 's' } }
    case 'Set':
      return {
        type: 'set_variables',
        data: {
          custom_application_vars: Object.fromEntries(
            nested.map(({ attributes: variable }) => [variable.key ?? '', toTemplate(variable.value ?? '')]),
          ),
        },
      }
    case 'Redirect':
      return asks(text.trim(), attributes.method)
    case 'Reject':
      return { type: 'response', data: { code: attributes.reason === 'busy' ? 486 : 603 } }
    case 'Hangup':
      return { type: 'hangup', data: {} }
    default:
      return null
  }
}

const spoken = (text: string): string => toTemplate(text.trim().replace(/\s+/g, ' '))

const speech = ({ voice, language, loop }: Record<string, string>): Record<string, unknown> => ({
  ...(voice === undefined ? {} : { voice: voice === 'man' ? 'male' : voice === 'woman' ? 'female' : voice }),
  ...(language === undefined ? {} : { language }),
  ...(loop === '0' ? { endless_playback: true } : {}),
})

const repeats = ({ loop }: Record<string, string>): Record<string, unknown> =>
  loop === '0' ? { endless_playback: true } : number('loop_count', loop, 1)

/** A field of its own, where the text is a whole number that is large enough. */
function number(key: string, text: string | undefined, least: number): Record<string, unknown> {
  const value = Number(text)
  return text === undefined || !Number.isInteger(value) || value < least ? {} : { [key]: value }
}

/** The application goes on answering here, until its part is drawn too. */
const asks = (address: string, method: string | undefined): Step => ({
  type: 'pivot',
  data: {
    voice_url: toTemplate(address),
    method: method?.toLowerCase() === 'get' ? 'get' : 'post',
    req_format: 'twiml',
    req_body_format: 'form',
  },
})

/** @returns the ways that stay open behind a verb: none where its `action` was asked */
function drawAction({ attributes }: ReadVerb, add: Add, way: Way): Way[] {
  if (attributes.action === undefined) return [way]
  add([way], asks(attributes.action, attributes.method))
  return []
}

/** A question; the application is told what was pressed under the name of the variable, no longer as `Digits`. */
function drawGather(verb: ReadVerb, add: Add, open: Way[]): DrawnVerb {
  const { attributes, nested } = verb
  const prompts = nested.flatMap((child) => stepOf(child) ?? [])
  // All but the last are steps of their own: a question has one prompt.
  let from = open
  for (const prompt of prompts.slice(0, -1)) from = [[add(from, prompt), '_']]
  const last = prompts.at(-1)
  const maxDigits = Number(attributes.numDigits) || 10
  const timeoutMs = (Number(attributes.timeout) || 5) * 1000
  const id = add(from, {
    type: 'input.digits',
    data: {
      prompt:
        last?.type === 'play'
          ? { type: 'media', id: last.data.id }
          : { type: 'tts', text: last?.type === 'tts' ? last.data.text : '' },
      variable: 'digits',
      minDigits: 1,
      maxDigits,
      ...(attributes.finishOnKey ? { terminator: attributes.finishOnKey.slice(0, 1) } : {}),
      timeoutMs,
      interdigitTimeoutMs: Math.min(timeoutMs, 3000),
      attempts: 1,
    },
  })
  const lost =
    attributes.action === undefined
      ? []
      : [`What was pressed went to ${attributes.action} as Digits. Draw what happens with it, behind Entered.`]
  return { open: [...drawAction(verb, add, [id, 'next']), [id, 'timeout']], isDrawn: true, lost }
}

const DIALLED: Record<string, string> = { User: 'user', Device: 'device' }

function drawDial(verb: ReadVerb, add: Add, open: Way[]): DrawnVerb {
  const { attributes, nested, text } = verb
  const children = nested.filter(({ name }) => name !== 'Queue')
  const phones = children.filter(({ name }) => DIALLED[name])
  const timeout = number('timeout', attributes.timeout, 1)
  const [first] = children
  const whom = first?.text.trim() ?? text.trim()
  const step: Step =
    phones.length > 1
      ? {
          type: 'ring_group',
          data: {
            endpoints: phones.map((child) => ({ endpoint_type: DIALLED[child.name], id: child.text.trim() })),
            ...timeout,
          },
        }
      : first && DIALLED[first.name]
        ? { type: DIALLED[first.name] ?? 'user', data: { id: toTemplate(whom), ...timeout } }
        : first?.name === 'Conference'
          ? { type: 'conference', data: whom.length === 32 ? { id: whom } : { config: { name: toTemplate(whom) } } }
          : { type: 'resources', data: { to_did: toTemplate(whom), ...timeout } }
  const id = add(open, step)
  if (step.type === 'conference') return { open: [], isDrawn: true, lost: [] }
  const lost = [
    ...(nested.length > children.length ? ['Queue in Dial was left out: KAZOO does not know it in TwiML.'] : []),
    ...(attributes.record ? ['record of Dial was left out. Put Record the call before it.'] : []),
    ...(attributes.callerId ? ['callerId of Dial was left out. Put Set caller ID before it.'] : []),
  ]
  // A carrier's failure is taken by its reason only; ringing phones go on.
  const port = step.type === 'resources' ? 'NO_ANSWER' : '_'
  return { open: drawAction(verb, add, [id, port]), isDrawn: true, lost }
}
