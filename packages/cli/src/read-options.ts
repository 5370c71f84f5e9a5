import { parseArgs } from 'node:util'
import { UsageError } from './command.ts'

/**
 * Reads `--name value` for each of these names, and which of the flags are there.
 * @throws UsageError for one that is missing, for any other, and for words without a name
 */
export function readOptions<Name extends string, Flag extends string = never>(
  words: readonly string[],
  names: readonly Name[],
  flags: readonly Flag[] = [],
): Record<Name, string> & Partial<Record<Flag, boolean>> {
  const options = Object.fromEntries([
    ...names.map((name) => [name, { type: 'string' as const }]),
    ...flags.map((flag) => [flag, { type: 'boolean' as const }]),
  ])
  const values = parse(words, options)
  const missing = names.find((name) => !values[name])
  if (missing) throw new UsageError(`--${missing} is missing.`)
  return values as Record<Name, string> & Partial<Record<Flag, boolean>>
}

function parse(
  words: readonly string[],
  options: Record<string, { type: 'string' | 'boolean' }>,
): Readonly<Record<string, string | boolean | undefined>> {
  return understand(() => parseArgs({ args: [...words], options, strict: true }).values)
}

/** @throws UsageError for words that `read` does not understand */
export function understand<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    // Its first sentence says which word is not understood; the others are about programs with other options.
    if (error instanceof TypeError && 'code' in error) throw new UsageError(`${error.message.split('. ')[0]}.`)
    throw error
  }
}
