import { parseArgs } from 'node:util'
import { UsageError } from './command.ts'

/**
 * Reads `--name value` for each of these names.
 * @throws UsageError for one that is missing, for any other, and for words without a name
 */
export function readOptions<Name extends string>(
  words: readonly string[],
  names: readonly Name[],
): Record<Name, string> {
  const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]))
  const values = parse(words, options)
  const missing = names.find((name) => !values[name])
  if (missing) throw new UsageError(`--${missing} is missing.`)
  return values as Record<Name, string>
}

function parse(
  words: readonly string[],
  options: Record<string, { type: 'string' }>,
): Readonly<Record<string, string | undefined>> {
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
