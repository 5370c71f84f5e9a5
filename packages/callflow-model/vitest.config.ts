import { defineConfig } from 'vitest/config'

/** Property tests take their time on a busy machine; none measures it. */
export default defineConfig({ test: { testTimeout: 60_000 } })
