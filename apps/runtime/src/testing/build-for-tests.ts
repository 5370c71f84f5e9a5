/** Vitest's global setup: bundles server and call-log thread once, for tests that start threads or processes. */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from '../../build.mjs'

/** Inside `node_modules`, so that the bundle finds its dependencies and git does not find the bundle. */
export const BUILT_DIR = join(
  fileURLToPath(new URL('../..', import.meta.url)),
  'node_modules',
  '.cache',
  'callflow-studio',
)

export const setup = () => build(BUILT_DIR)
