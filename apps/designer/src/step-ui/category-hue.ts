import { type Category, definitionOf } from '@callflow-studio/model'

/** A hue of the tokens: `--speak` and `--speak-bg`. Hues stand in tiles, thumbnails and charts, nowhere else. */
export type Hue = 'speak' | 'input' | 'ring' | 'message' | 'caller' | 'signal' | 'quiet' | 'call' | 'error' | 'warn'

const HUES = {
  'Play & Speak': 'speak',
  'Menu & Input': 'input',
  'Variables & Branching': 'quiet',
  'Data & Look-ups': 'quiet',
  'Sub-flows': 'quiet',
  'Ring & Route': 'ring',
  'Conference & Queue': 'ring',
  'Voicemail & Fax': 'message',
  Recording: 'message',
  'Caller ID': 'caller',
  'Feature Codes': 'caller',
  Signalling: 'signal',
  Integrations: 'signal',
  Advanced: 'signal',
} as const satisfies Record<Category, Hue>

export const hueOfCategory = (category: Category): Hue => HUES[category]

/** The hue of a node type; start is the call's green, the fallback red, a note amber; unknown types are quiet. */
export function hueOf(type: string): Hue {
  const definition = definitionOf(type)
  if (!definition) return 'signal'
  if (definition.kind === 'start') return 'call'
  if (definition.kind === 'fallback') return 'error'
  if (definition.kind === 'note') return 'warn'
  return hueOfCategory(definition.category)
}

/** True for steps that run silently in the studio: a round grey tile. Square and coloured: the caller notices it. */
export const isSilent = (type: string): boolean => hueOf(type) === 'quiet'
