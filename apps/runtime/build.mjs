/**
 * Bundles the server and its threads into `dist/`: the model and its libraries inside, the runtime's own
 * dependencies (a native module among them) outside. `--watch` rebuilds whenever a source changes.
 */
import { readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as esbuild from 'esbuild'

const here = dirname(fileURLToPath(import.meta.url))
const { dependencies } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'))

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
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node22.19',
  external: Object.keys(dependencies).flatMap((name) => [name, `${name}/*`]),
  sourcemap: true,
  // Its other form loads its parts at run time, where a bundle does not have them.
  alias: { 'jsonc-parser': 'jsonc-parser/lib/esm/main.js' },
  // Some bundled libraries are CommonJS and call `require` for Node's own modules.
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  logLevel: 'warning',
})

/** @param {string} outdir */
export async function build(outdir) {
  rmSync(outdir, { recursive: true, force: true })
  await esbuild.build(options(outdir))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const outdir = join(here, 'dist')
  if (process.argv.includes('--watch')) await (await esbuild.context(options(outdir))).watch()
  else await build(outdir)
}
