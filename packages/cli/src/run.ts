import { type Command, DONE, type ExitCode, FAILED, MISUSED, type Terminal, UsageError } from './command.ts'
import { COMMANDS } from './commands/index.ts'

/**
 * Runs what was typed after `callflow`.
 * @param fail told of what went wrong, in a sentence
 * @returns the exit code: 0, 1 where the command could not do its work or a test failed, 2 where it was not understood
 */
export async function run(
  words: readonly string[],
  terminal: Terminal,
  fail: (line: string) => void,
): Promise<ExitCode> {
  const command = COMMANDS.find(({ name }) => isBegunBy(words, name))
  if (!command) return runNone(words, terminal, fail)
  const rest = words.slice(command.name.split(' ').length)
  if (asksForHelp(rest)) {
    terminal.print(command.help)
    return DONE
  }
  try {
    return await command.run(rest, terminal)
  } catch (error) {
    if (error instanceof UsageError) {
      fail(`${error.message}\nSee: callflow ${command.name} --help`)
      return MISUSED
    }
    fail((await wordsForUser(error)) ?? unforeseen(error))
    return FAILED
  }
}

const isBegunBy = (words: readonly string[], name: string): boolean =>
  name.split(' ').every((word, index) => words[index] === word)

const asksForHelp = (words: readonly string[]): boolean => words.includes('--help') || words.includes('-h')

function runNone(words: readonly string[], { print }: Terminal, fail: (line: string) => void): ExitCode {
  if (words.length === 0 || words[0] === 'help' || asksForHelp(words)) {
    print(`callflow <command>\n\n${listOf(COMMANDS)}\n\ncallflow <command> --help says more.`)
    return words.length === 0 ? MISUSED : DONE
  }
  fail(`There is no command “${words.join(' ')}”. Commands:\n${listOf(COMMANDS)}`)
  return MISUSED
}

function listOf(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length))
  return commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`).join('\n')
}

/** @returns null for a mistake of ours */
async function wordsForUser(error: unknown): Promise<string | null> {
  const { DatabaseFileError, MaintenanceError } = await import('@callflow-studio/runtime/maintenance')
  return error instanceof MaintenanceError || error instanceof DatabaseFileError ? error.message : null
}

/** A mistake of ours: with all that helps to find it. */
const unforeseen = (error: unknown): string =>
  `Something went wrong that nobody foresaw: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`
