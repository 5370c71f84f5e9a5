import { withLock } from './lock.mjs'
import { run } from './run.mjs'

/**
 * Builds what has changed since the last build; a warm build takes a moment.
 * @param {readonly string[]} words for turbo
 * @returns {Promise<number>} the exit code of turbo
 */
export const build = (words = []) =>
  withLock(() => run('turbo', ['run', 'build', '--output-logs=errors-only', ...words]))
