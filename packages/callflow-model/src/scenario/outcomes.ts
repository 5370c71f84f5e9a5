/** What may come of a step that waits for somebody, in the words of scenarios. */
import type { FlowNode } from '../document/flow-document.ts'
import type { PendingInput, SimulatedChoice } from '../nodes/contract/simulation.ts'
import { definitionOf } from '../nodes/index.ts'
import { tolerantData } from '../nodes/parts/tolerant-data.ts'
import { silentCall } from '../simulate/silent-call.ts'
import type { ScenarioFlow } from './step-names.ts'

type Choices = readonly Pick<SimulatedChoice, 'key' | 'label'>[]

/** How people say it. */
const OTHER_WORDS: Readonly<Record<string, string>> = {
  'nobody answers': 'NO_ANSWER',
  'not answered': 'NO_ANSWER',
  answers: 'answered',
  'somebody answers': 'answered',
  'is busy': 'USER_BUSY',
  'leaves a message': 'message',
  'says nothing': 'nothing',
  otherwise: '_',
}

/** Finds a choice by its label, its key, or other words for it. */
export function findOutcome(choices: Choices, words: string): string | null {
  const wanted = words.trim().toLowerCase()
  const other = Object.hasOwn(OTHER_WORDS, wanted) ? OTHER_WORDS[wanted] : undefined
  const found =
    choices.find(({ label }) => label.toLowerCase() === wanted) ??
    choices.find(({ key }) => key.toLowerCase() === wanted) ??
    choices.find(({ key }) => key === other)
  return found?.key ?? null
}

export const listOutcomes = (choices: Choices): string => choices.map(({ label }) => label).join(', ')

/** What a module of KAZOO waits for, one thing after the other, as far as it can be told without a call. */
export function waitsOf(node: FlowNode, { document }: ScenarioFlow): readonly PendingInput[] {
  const definition = definitionOf(node.type)
  if (definition?.kind !== 'kazoo' || document.settings.format !== 'kazoo') return []
  const childKeys = document.edges.filter(({ source }) => source === node.id).map(({ sourceHandle }) => sourceHandle)
  const running = definition.simulate(
    tolerantData(definition, node.data),
    silentCall(childKeys, { title: '', facts: NOBODY }),
  )
  if ('kind' in running) return []
  const waits: PendingInput[] = []
  for (let turn = running.next(); !turn.done && waits.length < MAX_WAITS; ) {
    waits.push(turn.value)
    turn = running.next({ digits: '' })
  }
  return waits
}

const MAX_WAITS = 5
const NOBODY = { callerName: '', callerNumber: '', language: 'en-us' }
