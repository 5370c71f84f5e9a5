import { defineConfig } from 'vitest/config'

export default defineConfig({ test: { testTimeout: 60_000 } }) // on a busy machine a test takes its time; none measures it
