import { defineConfig } from 'vitest/config'

/** What is stored, on PostgreSQL: the same tests as on SQLite, and those of what only a database server does. */
export default defineConfig({
  test: {
    name: 'postgres',
    include: [
      'src/api.test.ts',
      'src/call-log.test.ts',
      'src/call-search.http.test.ts',
      'src/changes.http.test.ts',
      'src/changes/change.test.ts',
      'src/clean-up/remove-old-records.test.ts',
      'src/durability.test.ts',
      'src/flow-list.http.test.ts',
      'src/flow-tests.http.test.ts',
      'src/look-up-steps.http.test.ts',
      'src/recordings.http.test.ts',
      'src/retention.http.test.ts',
      'src/secrets.http.test.ts',
      'src/settings.http.test.ts',
      'src/special-days.http.test.ts',
      'src/store/postgres/*.test.ts',
      'src/switches.http.test.ts',
      'src/tables.http.test.ts',
      'src/tables/table-epochs.test.ts',
      'src/tables/write-rows.test.ts',
      'src/test-runs.http.test.ts',
      'src/three-servers.http.test.ts',
      'src/two-servers.http.test.ts',
      'src/workers.http.test.ts',
      'src/written-rows.http.test.ts',
    ],
    globalSetup: ['./src/testing/build-for-tests.ts', './src/testing/postgres-server.ts'],
    testTimeout: 60_000, // on a busy machine a test takes its time; none measures it
    hookTimeout: 60_000,
    isolate: false,
  },
})
