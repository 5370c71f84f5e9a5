/** `npm run build|lint|format|typecheck|bench|faults|release`: programs of installed packages, one after the other, until one fails. */
import { build } from './build.mjs'
import { ensureSupportedNode } from './hand-over.mjs'
import { installIfNeeded } from './install-if-needed.mjs'
import { run } from './run.mjs'

/** Words after the name go to the program that the task is about. */
const tasks = {
  build: (words) => [() => build(words)],
  lint: (words) => [
    () => run('biome', ['check', '--error-on-warnings', '.', ...words]),
    () => run('knip', []),
    () => run(process.execPath, ['scripts/check-imports.mjs']),
    () => run(process.execPath, ['scripts/check-references.mjs']),
    () => run(process.execPath, ['scripts/check-words.mjs']),
  ],
  format: (words) => [() => run('biome', ['check', '--write', '.', ...words])],
  typecheck: (words) => [() => run('turbo', ['run', 'typecheck', '--output-logs=errors-only', ...words])],
  bench: (words) => [
    build,
    () => run('npm', ['run', 'bench', '--workspace', '@callflow-studio/runtime', '--', ...words]),
  ],
  release: () => [build, () => run(process.execPath, ['scripts/release/release.mjs'])],
  faults: (words) => [
    build,
    () => run('npm', ['run', 'faults', '--workspace', '@callflow-studio/runtime', '--', ...words]),
  ],
}

await ensureSupportedNode()

const [name, ...words] = process.argv.slice(2)
if (name === undefined || !(name in tasks)) {
  console.error(`There is no task “${name}”. Tasks: ${Object.keys(tasks).join(', ')}.`)
  process.exit(2)
}
await installIfNeeded()
for (const step of tasks[name](words)) {
  const code = await step()
  if (code !== 0) process.exit(code)
}
