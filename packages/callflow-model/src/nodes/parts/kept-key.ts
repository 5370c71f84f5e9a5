/** The key of a row that calls write: what it counts by, and the template for it. */

export const KEPT_KEYS = ['caller', 'caller-day', 'caller-flow', 'everybody'] as const
export type KeptKey = (typeof KEPT_KEYS)[number]

const CALLER = '{{ caller.number }}'
const CALLER_DAY = '{{ caller.number }} {{ now | date: "%Y-%m-%d" }}'
const CALLER_FLOW = /^\{\{ caller\.number \}\} in ([^{}]+)$/
const EVERYBODY = 'everybody'

/** @param flowName a text without braces, which separates the rows of one flow from those of others */
export function templateOfKey(kept: KeptKey, flowName: string): string {
  switch (kept) {
    case 'caller':
      return CALLER
    case 'caller-day':
      return CALLER_DAY
    case 'caller-flow':
      return `${CALLER} in ${flowName.replace(/[{}]/g, '').trim() || 'this flow'}`
    case 'everybody':
      return EVERYBODY
  }
}

/** @returns null for a key of the user's own */
export function keptKeyOf(template: string): KeptKey | null {
  if (template === CALLER) return 'caller'
  if (template === CALLER_DAY) return 'caller-day'
  if (CALLER_FLOW.test(template)) return 'caller-flow'
  return template === EVERYBODY ? 'everybody' : null
}

/** "per caller", for the card. */
export function keyInWords(template: string): string {
  switch (keptKeyOf(template)) {
    case 'caller':
      return 'per caller'
    case 'caller-day':
      return 'per caller and day'
    case 'caller-flow':
      return 'per caller and flow'
    case 'everybody':
      return 'of everybody'
    case null:
      return `for ${template}`
  }
}
