/** Runs other programs with their output on this terminal; what every script here shares. */
import { spawn } from 'node:child_process'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository's root: scripts work from wherever they are called. */
export const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * Runs a program to its end, from the root. Programs of installed packages are found by their name.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [env] on top of this process's own
 * @returns {Promise<number>} its exit code; 127 if it could not be started, 128 or more if a signal ended it
 */
export function run(program, args, env = {}) {
  return new Promise((resolve) => {
    const child = start(program, args, env)
    child.on('error', () => resolve(127))
    child.on('exit', (code) => resolve(code ?? 128))
  })
}

/**
 * Starts a program and returns it while it runs.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
export function start(program, args, env = {}) {
  const PATH = [join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter)
  return spawn(program, args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32' && program !== process.execPath,
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', TURBO_NO_UPDATE_NOTIFIER: '1', ...env, PATH },
  })
}

/** Builds what has changed since the last build; a warm build takes a moment. */
export const build = () => run('turbo', ['run', 'build', '--output-logs=errors-only'])
