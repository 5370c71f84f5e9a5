/** `npm start`: installs and builds what is missing or old, then runs the server in the foreground. */

import { announce } from './announce.mjs'
import { build } from './build.mjs'
import { ensureSupportedNode } from './hand-over.mjs'
import { installIfNeeded } from './install-if-needed.mjs'
import { SIGNALS, start } from './run.mjs'

await ensureSupportedNode()
await installIfNeeded()
const built = await build()
if (built !== 0) process.exit(built)

const server = start(process.execPath, ['apps/runtime/dist/main.js'])
server.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 0 : 1)))
// The server ends by itself, having answered what is under way; this process only waits for it.
for (const signal of SIGNALS) process.on(signal, () => server.kill(signal))
await announce(server)
