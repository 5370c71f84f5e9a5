/**
 * Bundles the server and its threads into `dist/`, with all packages but SQLite's, whose code is native, and the licences of
 * what is inside. What several of them need is in files of its own, and so is what a supervisor does not load. `--watch` rebuilds whenever a source changes.
 */
import { rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as esbuild from 'esbuild'
import { NODE_BUNDLE } from '../../scripts/node-bundle.mjs'
import { licencesOf } from './licences.mjs'

const here = dirname(fileURLToPath(import.meta.url))

/** @param {string} outdir */
const options = (outdir) => ({
  absWorkingDir: here,
  entryPoints: {
    main: 'src/main.ts',
    'call-log-worker': 'src/calls/worker.ts',
    'tables-worker': 'src/tables/worker.ts',
    'documents-worker': 'src/documents/worker.ts',
  },
  outdir,
  ...NODE_BUNDLE,
  sourcemap: true,
  metafile: true,
  splitting: true,
  // Its other form loads its parts at run time, where a bundle does not have them.
  alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
})

/** @param {string} outdir */
export async function build(outdir) {
  rmSync(outdir, { recursive: true, force: true })
  const { metafile } = await esbuild.build(options(outdir))
  writeFileSync(join(outdir, 'licences.md'), licencesOf(metafile, here))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const outdir = join(here, 'dist')
  if (process.argv.includes('--watch')) await (await esbuild.context(options(outdir))).watch()
  else await build(outdir)
}
