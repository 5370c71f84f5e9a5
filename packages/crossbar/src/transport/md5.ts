import { createHash } from 'node:crypto'

/** The only thing that this package takes from Node. @returns 32 hex digits */
export const md5 = (text: string): string => createHash('md5').update(text).digest('hex')
