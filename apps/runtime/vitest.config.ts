import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts'],
    exclude: ['src/store/postgres/**', 'src/three-servers.http.test.ts'], // see vitest.config.postgres.ts
    globalSetup: ['./src/testing/build-for-tests.ts'],
    testTimeout: 60_000, // on a busy machine a test takes its time; none measures it
    hookTimeout: 60_000,
    isolate: false, // as in the model's tests
  },
})
