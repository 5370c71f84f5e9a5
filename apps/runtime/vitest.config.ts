import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts'],
    globalSetup: ['./src/testing/build-for-tests.ts'],
    testTimeout: 20_000,
    isolate: false, // as in the model's tests
  },
})
