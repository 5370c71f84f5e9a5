/**
 * Bundles the server and its threads into `dist/`, with all packages but SQLite's, whose code is native, and the licences of
 * what is inside. What server and documents' thread both need is in files of its own, and so is what a supervisor does not
 * load. The other threads are bundled alone: a part that they shared with the server would hold much that they never use, and
 * to load it took most of their start. `--watch` rebuilds whenever a source changes.
 */
import { rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as esbuild from 'esbuild'
import { NODE_BUNDLE } from '../../scripts/node-bundle.mjs'
import { licencesOf } from './licences.mjs'

const here = dirname(fileURLToPath(import.meta.url))

const SERVER = { main: 'src/main.ts', 'documents-worker': 'src/documents/worker.ts' }
const THREADS = { 'call-log-worker': 'src/calls/worker.ts', 'tables-worker': 'src/tables/worker.ts' }

/** @param {string} outdir */
const bundles = (outdir) =>
  [SERVER, THREADS].map((entryPoints) => ({
    absWorkingDir: here,
    entryPoints,
    outdir,
    ...NODE_BUNDLE,
    sourcemap: true,
    metafile: true,
    splitting: entryPoints === SERVER,
    // Its other form loads its parts at run time, where a bundle does not have them.
    alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
  }))

/** @param {string} outdir */
export async function build(outdir) {
  rmSync(outdir, { recursive: true, force: true })
  const built = await Promise.all(bundles(outdir).map((options) => esbuild.build(options)))
  const outputs = Object.assign({}, ...built.map(({ metafile }) => metafile.outputs))
  writeFileSync(join(outdir, 'licences.md'), licencesOf({ outputs }, here))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const outdir = join(here, 'dist')
  if (process.argv.includes('--watch'))
    for (const options of bundles(outdir)) await (await esbuild.context(options)).watch()
  else await build(outdir)
}
