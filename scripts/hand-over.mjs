/** Continues a script with a newer Node.js where the one at hand is too old. Everything that it starts uses that one too. */
import { spawn } from 'node:child_process'
import { delimiter, dirname } from 'node:path'
import { FetchFailure, fetchNode } from './fetch-node.mjs'
import { exitCodeOf, SIGNALS } from './run.mjs'
import { isAtLeast, oldestSupported } from './supported-node.mjs'
import { whenLeftAlone } from './when-left-alone.mjs'

/**
 * The first thing that a script of `npm run` calls. Returns where this Node.js is new enough; otherwise the whole script runs
 * in a newer one, and this process ends as that one does. What is imported before must run on old versions too. Where npm is
 * killed, the script is told to end as well.
 */
export async function ensureSupportedNode() {
  whenLeftAlone(() => process.kill(process.pid, 'SIGTERM'))
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
  for (const signal of SIGNALS) process.on(signal, () => child.kill(signal))
  return new Promise(() => {
    child.on('error', (error) => {
      console.error(`${executable} could not be started: ${error.message}`)
      process.exit(1)
    })
    child.on('exit', (code, signal) => process.exit(code ?? exitCodeOf(signal)))
  })
}
