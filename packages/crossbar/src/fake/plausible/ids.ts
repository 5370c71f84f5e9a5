import { createHash } from 'node:crypto'

/** @returns the same 32 hex digits for the same words, as KAZOO's ids look */
export const idOf = (...words: readonly (string | number)[]): string =>
  createHash('md5').update(words.join(' ')).digest('hex')

/** @returns a key of 64 characters */
export const apiKeyOf = (name: string): string => `${idOf(name, 'key')}${idOf(name, 'key', 2)}`

export const ACCOUNT_ID = idOf('account', 'Bell & Sons')
export const RESELLER_ID = idOf('account', 'Harbour Telecom')
