/** The first of these keys that is no choice and begins none; null where all are taken. */
export const firstFreeKey = (choices: readonly { digits: string }[], keys: string): string | null =>
  [...keys].find((key) => !choices.some(({ digits }) => digits.startsWith(key))) ?? null
