/** Bundles the command line into `dist/`, with all packages but SQLite's, as the server is. */
import { rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as esbuild from 'esbuild'

const here = dirname(fileURLToPath(import.meta.url))
const outdir = join(here, 'dist')

rmSync(outdir, { recursive: true, force: true })
await esbuild.build({
  absWorkingDir: here,
  entryPoints: { callflow: 'src/main.ts' },
  outdir,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node22.19',
  external: ['better-sqlite3'],
  // Some bundled libraries are CommonJS and call `require` for Node's own modules.
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  logLevel: 'warning',
})
