import { defineConfig } from 'vitest/config'

/** Files share their modules, as in the model's tests. */
export default defineConfig({
  test: { include: ['src/**/*.test.ts'], environment: 'node', isolate: false },
})
