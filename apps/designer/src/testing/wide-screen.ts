import { onTestFinished } from 'vitest'
import { page } from 'vitest/browser'

/** Gives one test a screen with room for panels beside the canvas. Call it before something is rendered. */
export async function onWideScreen(): Promise<void> {
  onTestFinished(() => page.viewport(1000, 900))
  await page.viewport(1280, 900)
}
