/** The groups of the palette, in its order. */
export const CATEGORIES = [
  'Play & Speak',
  'Menu & Input',
  'Variables & Branching',
  'Data & Look-ups',
  'Sub-flows',
  'Ring & Route',
  'Conference & Queue',
  'Voicemail & Fax',
  'Recording',
  'Caller ID',
  'Signalling',
  'Feature Codes',
  'Integrations',
  'Advanced',
] as const

export type Category = (typeof CATEGORIES)[number]
