/** `npm run screenshots`: draws docs/screenshots anew, from the built product. */
import { ensureBrowser } from './find-browser.mjs'
import { installIfNeeded } from './install-if-needed.mjs'
import { build, run } from './run.mjs'

await installIfNeeded()
if ((await build()) !== 0 || !(await ensureBrowser())) process.exit(1)
process.exitCode = await run('playwright', ['test', '--config=e2e/playwright.config.ts'], { SCREENSHOTS: '1' })
