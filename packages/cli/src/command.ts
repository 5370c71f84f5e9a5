/** What a command is: one file each in `commands/`, listed in `commands/index.ts`. */

export interface Command {
  /** As it is typed, such as `db copy`. */
  name: string
  /** One line for the list of commands. */
  summary: string
  help: string
  /**
   * @param words what comes after the name
   * @returns the exit code
   * @throws UsageError, or an error of the runtime whose message is for the user
   */
  run: (words: readonly string[], terminal: Terminal) => Promise<ExitCode>
}

/** Exit codes. */
export const DONE = 0
/** The command could not do its work, or a test failed. */
export const FAILED = 1
/** It was not understood. */
export const MISUSED = 2
export type ExitCode = typeof DONE | typeof FAILED | typeof MISUSED

/** Where a command writes to, and what it reads besides its words. */
export interface Terminal {
  /** What the command was asked for, a line at a time. */
  print: (line: string) => void
  /** How far it is; replaces the line before where somebody watches. */
  progress: (line: string, isDone: boolean) => void
  environment: Readonly<Record<string, string | undefined>>
}

/** A command that was typed in another way than its help says. */
export class UsageError extends Error {}
