/** Runs other programs with their output on this terminal; what every script here shares. */
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
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
export const run = (program, args, env = {}) => ended(start(program, args, env))

/** What ends a program from outside. */
export const SIGNALS = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])

/**
 * Waits for a program. A signal to this process ends the program first and then this process: no install or build goes on
 * unattended beside the next one.
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<number>} its exit code; 127 if it could not be started, 128 or more if a signal ended it
 */
export function ended(child) {
  return new Promise((resolve) => {
    /** @type {NodeJS.Signals | null} */
    let received = null
    const pass = (signal) => {
      received = signal
      if (signal !== 'SIGINT') child.kill(signal) // Ctrl+C reaches it from the terminal
    }
    const finish = (code) => {
      for (const signal of SIGNALS) process.off(signal, pass)
      if (received) process.exit(exitCodeOf(received))
      resolve(code)
    }
    for (const signal of SIGNALS) process.on(signal, pass)
    child.on('error', () => finish(127))
    child.on('exit', (code, signal) => finish(code ?? exitCodeOf(signal)))
  })
}

/** @param {NodeJS.Signals | null} signal that ended a program */
export const exitCodeOf = (signal) => 128 + (signal === null ? 0 : constants.signals[signal])

/**
 * Starts a program and returns it while it runs.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
export function start(program, args, env = {}) {
  const PATH = [join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter)
  const [command, words, options] = program === 'npm' ? npmCommand(args) : [program, args, inShell(program)]
  return spawn(command, words, {
    ...options,
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', TURBO_NO_UPDATE_NOTIFIER: '1', ...env, PATH },
  })
}

/**
 * How npm is started: by this Node.js where its program is known, since Windows' `npm` brings the Node.js it came with.
 * @param {readonly string[]} args
 * @returns {[string, readonly string[], { shell: boolean }]} for `spawn`
 */
export function npmCommand(args) {
  const npm = process.env.npm_execpath ?? ''
  if (/npm-cli\.c?js$/.test(npm)) return [process.execPath, [npm, ...args], { shell: false }]
  return ['npm', args, inShell('npm')]
}

const inShell = (program) => ({ shell: process.platform === 'win32' && program !== process.execPath })
