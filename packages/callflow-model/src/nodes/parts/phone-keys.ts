/** The keys of a phone, and which of them ends an entry. */

/** In the order of the keypad. */
export const PHONE_KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'] as const

/** In the order in which they are offered. */
export const KEYS: readonly string[] = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0', '*', '#']

/** Keys that may end an entry, likeliest first. */
const BY_PREFERENCE = ['#', '*', '0', '9', '8', '7', '6', '5', '4', '3', '2', '1']

/**
 * The key that ends the entry of a menu: always one, because `collect_dtmf` crashes on an empty `terminators` list.
 * @returns `#`, or `*` if `#` is a choice, or else a key that no choice uses; null where all 12 are used.
 * @source docs/design.md#menus-and-digits
 */
export function pickTerminator(choices: readonly string[]): string | null {
  const used = new Set(choices.flatMap((digits) => [...digits]))
  return BY_PREFERENCE.find((key) => !used.has(key)) ?? null
}
