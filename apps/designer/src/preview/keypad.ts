/** What the keys of the sample phone do while something waits: which count, and what they are for. */
import { type FlowDocument, portsOf } from '@callflow-studio/model'
import type { WaitingFor } from '@callflow-studio/model/api'

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'] as const

interface KeypadKey {
  key: string
  /** The choice's words; null for a key that is no choice. */
  label: string | null
  /** It is a choice, with or without words. */
  isChoice: boolean
}

export interface KeypadState {
  keys: readonly KeypadKey[]
  /** Nobody listens to keys now. */
  isDead: boolean
  /** Most keys that are collected before the call goes on; 1: a press is the answer. */
  maxDigits: number
}

export function keypadOf(document: FlowDocument, waitingFor: WaitingFor | null): KeypadState {
  const words = wordsOf(document, waitingFor)
  const isDead = waitingFor?.kind !== 'digits' && waitingFor?.kind !== 'menu' && words.size === 0
  return {
    isDead,
    maxDigits: waitingFor?.maxDigits ?? Math.max(1, ...[...words.keys()].map((digits) => digits.length)),
    keys: KEYS.map((key) => ({ key, label: words.get(key) || null, isChoice: words.has(key) })),
  }
}

/**
 * What to send after one more key.
 * @returns `send` as soon as the entry is complete: it is as long as it may be, or the key ends it.
 */
export function press(
  entered: string,
  key: string,
  { maxDigits, keys }: KeypadState,
): { entered: string; send: boolean } {
  const endsEntry = key === '#' && maxDigits > 1 && !keys.some((each) => each.key === '#' && each.isChoice)
  if (endsEntry && entered !== '') return { entered: `${entered}#`, send: true }
  const digits = entered + key
  return { entered: digits, send: digits.length >= maxDigits }
}

/** Keys that are exits of the step that waits, or that the simulated phone offers, with their words. */
function wordsOf(document: FlowDocument, waitingFor: WaitingFor | null): ReadonlyMap<string, string> {
  const words = new Map<string, string>()
  if (!waitingFor) return words
  for (const { key, label } of waitingFor.choices) if (isEntry(key)) words.set(key, label === key ? '' : label)
  const node = document.nodes.find(({ id }) => id === waitingFor.nodeId)
  if (node && waitingFor.kind !== 'ring')
    for (const { keyCap, label } of portsOf(node, document.edges)) if (keyCap) words.set(keyCap, label ?? '')
  return words
}

const isEntry = (key: string): boolean => /^[0-9*#]+$/.test(key)
