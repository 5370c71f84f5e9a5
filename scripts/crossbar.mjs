/** `npm run crossbar`: the fake of KAZOO's REST API, to try the studio against. */
import { ensureSupportedNode } from './hand-over.mjs'
import { installIfNeeded } from './install-if-needed.mjs'
import { run } from './run.mjs'

await ensureSupportedNode()
await installIfNeeded()
process.exitCode = await run(process.execPath, ['packages/crossbar/src/fake/main.ts'])
