import { defineConfig } from 'vitest/config'

/** Each package is a project; one that needs more than the defaults has a vitest.config.ts of its own. */
export default defineConfig({
  test: {
    projects: [
      'packages/*',
      'apps/*',
      'apps/designer/vitest.config.components.ts',
      'apps/runtime/vitest.config.postgres.ts',
      'scripts',
    ],
  },
})
