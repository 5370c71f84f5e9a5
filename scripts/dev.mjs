/**
 * `npm run dev`: the designer with hot reload on port 5173, its requests passed on to a runtime that is rebuilt and
 * restarted whenever its source or the model changes. One Ctrl+C ends both.
 */
import { watch } from 'node:fs'
import { join } from 'node:path'
import { announce } from './announce.mjs'
import { ensureSupportedNode } from './hand-over.mjs'
import { installIfNeeded } from './install-if-needed.mjs'
import { root, run, SIGNALS, start } from './run.mjs'

const WATCHED = ['apps/runtime/src', 'packages/callflow-model/src', 'packages/crossbar/src']
const DESIGNER = 'http://127.0.0.1:5173'

await ensureSupportedNode()

let isEnding = false
/** One restart at a time; a change that comes meanwhile starts another. */
let restarting = Promise.resolve()

await installIfNeeded()
let server = await startServer()
const designer = start('npm', [
  'run',
  'dev',
  '--workspace',
  '@callflow-studio/designer',
  '--',
  '--clearScreen',
  'false',
])
designer.on('exit', end)

for (const signal of SIGNALS) process.on(signal, end)

let pending
for (const folder of WATCHED) {
  watch(join(root, folder), { recursive: true }, (_event, name) => {
    if (name === null || /\.test\.tsx?$/.test(name)) return
    clearTimeout(pending) // an editor saves in several writes
    pending = setTimeout(restart, 150)
  })
}
if (server) await announce(server, DESIGNER)

function restart() {
  restarting = restarting.then(async () => {
    if (isEnding) return
    if (!(await buildServer())) return // the old one goes on until the mistake is fixed
    await stopped(server)
    server = isEnding ? undefined : startBuilt()
  })
}

async function startServer() {
  return (await buildServer()) ? startBuilt() : undefined
}

async function buildServer() {
  return (await run('npm', ['run', '--silent', 'build', '--workspace', '@callflow-studio/runtime'])) === 0
}

function startBuilt() {
  return start(process.execPath, ['apps/runtime/dist/main.js'])
}

function stopped(child) {
  if (!child || child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  const gone = new Promise((resolve) => child.on('exit', resolve))
  child.kill('SIGTERM')
  return gone
}

async function end() {
  if (isEnding) return
  isEnding = true
  await Promise.all([stopped(server), stopped(designer)])
  process.exit(0)
}
