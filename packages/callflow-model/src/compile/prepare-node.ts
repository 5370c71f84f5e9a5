/** One drawn node → what the evaluator needs of it: templates parsed, module text cut into constants and slots. */
import type { FlowNode } from '../document/flow-document.ts'
import { type Format, formatTraits } from '../kazoo/formats.ts'
import type { KazooProfile } from '../kazoo/versions.ts'
import type { NodeDefinition } from '../nodes/contract/define.ts'
import type { KazooStepDefinition, StepDuration } from '../nodes/contract/kazoo-step.ts'
import type { Prompt, PromptData } from '../nodes/contract/step-result.ts'
import type { PrepareTools } from '../nodes/contract/studio-step.ts'
import { definitionOf, titleOf } from '../nodes/index.ts'
import { tolerantData } from '../nodes/parts/tolerant-data.ts'
import { dataSchemasOf, versionsWithout } from '../nodes/parts/versioned-data.ts'
import { prepareJson, templateOf } from '../templates/json-template.ts'
import { parseOutgoing } from '../templates/outgoing.ts'
import { mayHoldTemplate, metaAt } from '../templates/schema-at.ts'
import { shortenText } from '../templates/shorten-text.ts'
import { isTemplate, type ReadPath, type Template, toText } from '../templates/template.ts'
import type { PreparedStep } from './prepared-flow.ts'

/** @param problem why the step cannot be carried out, if it cannot (a draft in preview). */
export function prepareNode(
  node: FlowNode,
  problem: string | null,
  { format = 'kazoo', profile = 'any' }: { format?: Format; profile?: KazooProfile } = {},
): PreparedStep {
  const definition = definitionOf(node.type) ?? null
  const prepared: Building = {
    id: node.id,
    title: titleOf(node),
    definition,
    problem,
    reads: [],
    readsClock: false,
    looksUp: false,
    writes: false,
    changes: [],
    lasts: 0,
    module: null,
    keepsCustom: false,
    takesWildcard: false,
    run: null,
    outputsFrom: [],
    enters: null,
    sets: [],
    setsOn: () => [],
    asks: 0,
  }
  if (!definition) return prepared
  const data = tolerantData(definition, node.data)
  const reads: ReadPath[] = []
  if (definition.kind === 'kazoo') {
    const module = writtenAs(definition, node.data, profile)
    const json = prepareData(module.definition, module.data, profile)
    for (const slot of json.slots) for (const read of slot.template.reads) reads.push(read)
    prepared.module = { definition: module.definition, json }
    prepared.takesWildcard = !definition.neverContinues && definition.ports(data).some(({ key }) => key === '_')
    const { returnsCustom, keepsCollections } = formatTraits[format]
    prepared.keepsCustom = definition.setsCustom !== undefined && !returnsCustom(profile)
    prepared.changes = definition.changes(data).filter((fact) => keepsCollections || !fact.startsWith('digits.'))
    if (definition.forms?.[format]?.goesOn === 'asks') prepared.asks = 1
    prepared.lasts = LASTS[lastsOf(definition, data)]
  } else if (definition.kind === 'studio') {
    prepared.sets = definition.sets(data)
    prepared.setsOn = (port) =>
      definition.setsOn?.(data, port) ?? (port === definition.ports(data)[0]?.key ? definition.sets(data) : [])
    prepared.looksUp = definition.isLookUp
    prepared.writes = definition.writes
    prepared.run = definition.prepare(data, prepareTools(node.id, reads, profile))
    if (definition.asksCaller) prepared.asks = definition.maxAttempts?.(data) ?? 1
    const entered = definition.enters?.(data)
    if (entered) {
      prepared.enters = entered.flowId
      prepared.outputsFrom = entered.outputs
    }
  }
  prepared.reads = reads
  prepared.readsClock = definition.readsClock === true || reads.some(([root]) => root === 'now')
  return prepared
}

type Building = { -readonly [Key in keyof PreparedStep]: PreparedStep[Key] }

const LASTS: Record<StepDuration, 0 | 1 | 2> = { instant: 0, seconds: 1, minutes: 2 }

/** @returns how long a step may last, with this data. */
export const lastsOf = (definition: KazooStepDefinition, data: Record<string, unknown>): StepDuration =>
  typeof definition.duration === 'function' ? definition.duration(data) : definition.duration

/** The module that is sent for a step: its own, or the one that does the same where a KAZOO of the profile lacks it. */
export function writtenAs(
  definition: KazooStepDefinition,
  data: Readonly<Record<string, unknown>>,
  profile: KazooProfile,
): { definition: KazooStepDefinition; data: Readonly<Record<string, unknown>> } {
  const { standIn } = definition
  const other = standIn && versionsWithout(definition, profile).length > 0 ? definitionOf(standIn.module) : undefined
  if (!standIn || other?.kind !== 'kazoo') return { definition, data: definition.written?.(data, profile) ?? data }
  return { definition: other, data: { ...standIn.data, ...pick(data, 'skip_module') } }
}

const pick = (data: Readonly<Record<string, unknown>>, key: string): Record<string, unknown> =>
  Object.hasOwn(data, key) ? { [key]: data[key] } : {}

const prepareData = (definition: NodeDefinition, data: unknown, profile: KazooProfile) =>
  prepareJson(data, {
    expected: definition.data,
    schemas: dataSchemasOf(definition, profile),
    mayHoldTemplate: (path) => mayHoldTemplate(definition.data, path),
    isAddress: (path) => metaAt(definition.data, path)?.address === true,
  })

function prepareTools(nodeId: string, reads: ReadPath[], profile: KazooProfile): PrepareTools {
  return {
    nodeId,
    template(value): Template {
      const template = templateOf(value)
      for (const read of template.reads) reads.push(read)
      return template
    },
    outgoing(value, place) {
      const outgoing = parseOutgoing(toText(value), place)
      for (const read of outgoing.reads) reads.push(read)
      return outgoing
    },
    prompt(value): Prompt | null {
      const prompt = value as PromptData | undefined
      if (!prompt) return null
      const { type, ...data } = prompt
      const definition = definitionOf(type === 'media' ? 'play' : 'tts')
      const content = type === 'media' ? prompt.id : prompt.text
      if (definition?.kind !== 'kazoo' || content === '') return null
      // A constant text is shortened here as a rendered one is in the call.
      const { spoken } = definition
      if (spoken && !isTemplate(content))
        Object.assign(data, { [spoken.field]: shortenText(content, spoken.maxLength) })
      const json = prepareData(definition, data, profile)
      for (const slot of json.slots) for (const read of slot.template.reads) reads.push(read)
      return { definition, json }
    },
  }
}
