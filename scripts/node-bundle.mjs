/** How programs for Node.js are bundled by esbuild: with all packages but SQLite's, whose code is native. */
export const NODE_BUNDLE = /** @type {const} */ ({
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node22.19',
  external: ['better-sqlite3'],
  // Some bundled libraries are CommonJS and call `require` for Node's own modules.
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  logLevel: 'warning',
})
