/** Continues a script with a newer Node.js where the one at hand is too old. Everything that it starts uses that one too. */
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { delimiter, dirname } from 'node:path'
import { FetchFailure, fetchNode } from './fetch-node.mjs'
import { isAtLeast, oldestSupported } from './supported-node.mjs'
import { whenLeftAlone } from './when-left-alone.mjs'

/**
 * The first thing that a script of `npm run` calls. Returns where this Node.js is new enough; otherwise the whole script runs
 * in a newer one, and this process ends as that one does. What is imported before must run on old versions too.
 */
export async function ensureSupportedNode() {
  if (isAtLeast(process.versions.node, oldestSupported())) return
  const executable = await fetchNode().catch((error) => {
    console.error(error instanceof FetchFailure ? error.message : error)
    process.exit(1)
  })
  await continueWith(executable)
}

function continueWith(executable) {
  const PATH = [dirname(executable), process.env.PATH].join(delimiter)
  const child = spawn(executable, process.argv.slice(1), { stdio: 'inherit', env: { ...process.env, PATH } })
  // It ends in its own time; this process only waits for it.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  whenLeftAlone(() => child.kill('SIGTERM'))
  return new Promise(() => {
    child.on('error', (error) => {
      console.error(`${executable} could not be started: ${error.message}`)
      process.exit(1)
    })
    child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)))
  })
}
