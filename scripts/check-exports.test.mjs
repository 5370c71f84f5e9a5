import { expect, it } from 'vitest'
import { deadExports } from './check-exports.mjs'

it('reports what is exported and used nowhere else', () => {
  const sources = new Map([
    ['a.ts', 'export const used = 1\nexport function unused() {}\nexport async function alsoUnused() {}'],
    ['b.ts', "import { used } from './a.ts'\nconsole.log(used)"],
  ])
  expect(deadExports(sources)).toEqual(['a.ts: nothing uses unused', 'a.ts: nothing uses alsoUnused'])
})
