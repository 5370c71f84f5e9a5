/** Bundles the command line into `dist/`, with all packages but SQLite's, as the server is. */
import { rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as esbuild from 'esbuild'
import { NODE_BUNDLE } from '../../scripts/node-bundle.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const outdir = join(here, 'dist')

rmSync(outdir, { recursive: true, force: true })
await esbuild.build({
  absWorkingDir: here,
  entryPoints: { callflow: 'src/main.ts' },
  outdir,
  ...NODE_BUNDLE,
})
