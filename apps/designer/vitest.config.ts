import { defineConfig } from 'vitest/config'
import { stepIcons } from './step-icons.ts'

/** Files share their modules, as in the model's tests. */
export default defineConfig({
  plugins: [stepIcons()],
  test: { include: ['src/**/*.test.ts'], environment: 'node', isolate: false },
})
