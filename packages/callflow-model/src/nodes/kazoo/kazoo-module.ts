import { z } from 'zod'
import type { Problem } from '../contract/checks.ts'
import { defineKazooStep } from '../contract/define.ts'
import type { KazooStepDefinition } from '../contract/kazoo-step.ts'
import type { FreePorts } from '../contract/ports.ts'
import { OTHERWISE, valuePorts } from '../parts/value-ports.ts'

const TITLE = 'Any KAZOO module'

const exits: FreePorts = valuePorts({
  addLabel: 'Add an exit',
  ask: 'Write the key as the module has it.',
  suggestions: ['timeout', 'match', 'no_match'],
})

/**
 * A module that this studio does not know: one of 2600Hz's own (`qubicle`), or of an installation. The type of such a
 * step is the module's name, as with every KAZOO step, and its data are passed on to the letter; `moduleNamed` makes
 * its definition. This one is the step of the palette, whose module has no name yet.
 */
export const kazooModule = defineKazooStep({
  type: 'kazoo.module',
  title: TITLE,
  help: 'Runs a module of your KAZOO that Callflow Studio does not know. You write its name, its data and its exits.',
  icon: 'puzzle',
  category: 'Advanced',
  synonyms: ['custom', 'module', 'qubicle', 'other', 'unknown', 'raw', 'JSON'],
  data: z.record(z.string(), z.unknown()),
  namesModule: true,
  ports: () => [OTHERWISE],
  freePorts: exits,
  // Nothing is known of it, so it may do everything.
  changes: () => ['*'],
  duration: 'minutes',
  check: (): Problem[] => [
    {
      severity: 'error',
      code: 'field.missing',
      field: 'module',
      short: 'Name the module',
      message: 'The step names no module, and KAZOO refuses an answer without it. Write the module’s name.',
    },
  ],
  next: () => ['tts', 'voicemail', 'hangup'],
  *simulate(_data, call) {
    const others = call.childKeys.filter((key) => key !== '_')
    const action = yield {
      kind: 'choice',
      text: `${call.title} runs in KAZOO`,
      choices: [
        ...others.map((key) => ({ key: `exit:${key}`, label: key })),
        { key: 'exit:_', label: 'Continues' },
        { key: 'ends', label: 'Ends the call' },
      ],
    }
    const outcome = 'outcome' in action ? action.outcome : 'exit:_'
    if (outcome === 'ends') return { kind: 'stop', why: `${call.title} ends the call.`, isReached: true }
    const key = outcome.replace(/^exit:/, '')
    return { kind: 'continue', key: others.includes(key) ? key : '_' }
  },
})

/** Types of the studio's own that look like the name of a module. */
const OWN_TYPES = new Set(['start', 'error', 'note'])

/** Whether KAZOO could have a module of that name. Dotted types are steps of a studio. */
export const isModuleName = (name: string): boolean => /^[A-Za-z0-9_@-]+$/.test(name) && !OWN_TYPES.has(name)

/** Names come from documents: however many there are, they do not fill the memory. */
const MAX_KNOWN = 1000
const known = new Map<string, KazooStepDefinition>()

/** @returns the definition of a step for a module that this studio does not know; the same object for the same name. */
export function moduleNamed(name: string): KazooStepDefinition {
  const found = known.get(name)
  if (found) return found
  if (known.size >= MAX_KNOWN) known.clear()
  const definition: KazooStepDefinition = {
    ...kazooModule,
    type: name,
    title: name,
    kindLine: TITLE,
    summary: () => TITLE,
    check: () => [
      {
        severity: 'warning',
        code: 'module.unknown',
        short: 'Unknown to this studio',
        message: `Callflow Studio does not know the module "${name}" and passes it on as it is. If your KAZOO does not know it either, it refuses the whole answer and callers hear silence.`,
      },
    ],
  }
  known.set(name, definition)
  return definition
}
