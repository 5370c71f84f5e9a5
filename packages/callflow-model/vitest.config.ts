import { defineConfig } from 'vitest/config'

/**
 * Property tests take their time on a busy machine; none measures it. Files share their modules, in which nothing is kept:
 * loading all of them again for each file costs more than the tests.
 */
export default defineConfig({ test: { testTimeout: 60_000, isolate: false } })
