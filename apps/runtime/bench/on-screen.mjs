/**
 * From choosing a file in the import dialog until the first cards and the connections between them are on the screen, in
 * Chromium: a callflow of 2,000 modules, beside one of 20, which shows what browser and server take for anything at all.
 */
import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'
import { BROWSER_ARGS, findSystemBrowser } from '../../../scripts/find-browser.mjs'
import { largeCallflow } from './large-callflow.mjs'
import { median } from './tools.mjs'

export const MODULES = 2000
const FEW_MODULES = 20
const ROUNDS = 5
/** A person waits; on a machine that does little else. */
const MAX_MS = 3000
const MAX_WAIT_MS = 60_000

/** @param studio its address @returns whether it is fast enough; true where there is no browser to ask */
export async function benchOnScreen(studio) {
  const figures = await onScreen({ few: [studio, FEW_MODULES], many: [studio, MODULES] })
  if (!figures) return true
  const { few, many } = figures
  console.log(`\nFrom the file to the screen, in Chromium, the middle of ${ROUNDS} rounds`)
  console.log(`  ${MODULES} modules ${many.toFixed(0)} ms (below ${MAX_MS})`)
  console.log(`  baseline (${FEW_MODULES} modules) ${few.toFixed(0)} ms   ratio ${(many / few).toFixed(1)}`)
  return many < MAX_MS
}

/**
 * @param scenes by name: a studio's address, and how many modules are imported into it
 * @returns each scene's median in ms, taken by turns; undefined, and said why, where there is no browser to ask
 */
export async function onScreen(scenes) {
  const executablePath = findSystemBrowser() ?? chromium.executablePath()
  if (!existsSync(executablePath)) {
    console.log(
      `\nNo Chromium here: how soon ${MODULES} modules are on screen is not measured. Run npm test to get one.`,
    )
    return undefined
  }
  const browser = await chromium.launch({ executablePath, args: BROWSER_ARGS })
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' })
    const took = Object.fromEntries(Object.keys(scenes).map((name) => [name, []]))
    for (const [studio, modules] of Object.values(scenes)) await importOf(page, studio, modules) // warm
    for (let round = 0; round < ROUNDS; round++)
      for (const [name, [studio, modules]] of Object.entries(scenes))
        took[name].push(await importOf(page, studio, modules))
    return Object.fromEntries(Object.entries(took).map(([name, ms]) => [name, median(ms)]))
  } finally {
    await browser.close()
  }
}

/** Each time from a list without the flow of the time before, so that rounds are alike. @returns ms */
async function importOf(page, studio, modules) {
  await page.goto(studio)
  await page.getByRole('button', { name: 'Import' }).click()
  const input = page.getByRole('dialog').locator('input[type="file"]')
  await input.waitFor({ state: 'attached' })
  const tookMs = page.evaluate(untilDrawn, MAX_WAIT_MS)
  await input.setInputFiles({
    name: 'large.json',
    mimeType: 'application/json',
    buffer: Buffer.from(largeCallflow(modules)),
  })
  const ms = await tookMs
  if (ms === null) throw new Error(`${modules} modules are not on screen after ${MAX_WAIT_MS} ms.`)
  const id = page.url().split('/').at(-1)
  await page.goto('about:blank')
  await fetch(`${studio}/api/flows/${id}`, { method: 'DELETE' })
  return ms
}

/** Runs in the page. @returns ms from the choice of a file until a frame with cards and connections was painted; null where none came */
function untilDrawn(mostWaitMs) {
  return new Promise((resolve) => {
    let startMs = Number.POSITIVE_INFINITY
    document.querySelector('input[type="file"]').addEventListener(
      'change',
      () => {
        startMs = performance.now()
      },
      { capture: true },
    )
    setTimeout(() => resolve(null), mostWaitMs)
    const isInView = (element) => {
      const { left, top, right, bottom, width, height } = element.getBoundingClientRect()
      return width + height > 0 && right > 0 && bottom > 0 && left < innerWidth && top < innerHeight
    }
    const isSeen = (selector) => [...document.querySelectorAll(selector)].some(isInView)
    const look = () => {
      if (isSeen('.react-flow__node') && isSeen('.react-flow__edge-path'))
        requestAnimationFrame(() => resolve(performance.now() - startMs))
      else requestAnimationFrame(look)
    }
    look()
  })
}
