/** `npm run screenshots`: redraws docs/screenshots from the built product. */
import { build } from './build.mjs'
import { ensureBrowser } from './find-browser.mjs'
import { ensureSupportedNode } from './hand-over.mjs'
import { installIfNeeded } from './install-if-needed.mjs'
import { run } from './run.mjs'

await ensureSupportedNode()
await installIfNeeded()
if ((await build()) !== 0 || !(await ensureBrowser())) process.exit(1)
process.exitCode = await run('playwright', ['test', '--config=e2e/playwright.config.ts'], { SCREENSHOTS: '1' })
