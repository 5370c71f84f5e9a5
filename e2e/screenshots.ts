/** `npm run screenshots`: the pictures of the README and of reviews, drawn from the examples. */
import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import { expect, test } from './studio.ts'

const folder = fileURLToPath(new URL('../docs/screenshots/', import.meta.url))
const SCREENS = [
  { name: '', width: 1440, height: 900 },
  { name: '-1024', width: 1024, height: 768 },
]

test.use({ examples: true })

for (const scheme of ['light', 'dark'] as const)
  for (const { name, width, height } of SCREENS)
    test(`${scheme}, ${width} wide`, async ({ page, editor }) => {
      await page.setViewportSize({ width, height })
      await page.emulateMedia({ colorScheme: scheme })
      const shoot = async (what: string) => {
        await page.evaluate(() => document.fonts.ready)
        await page.mouse.move(0, height - 1)
        await page.screenshot({ path: `${folder}${what}${name}-${scheme}.png` })
      }

      await page.goto('/')
      await expect(editor.row('PIN check')).toBeVisible()
      await shoot('flows')

      await editor.row('Front desk').getByRole('link', { name: 'Front desk' }).click()
      await editor.card('Main menu').click({ position: { x: 60, y: 20 } })
      await shoot('editor')

      const problems = page.getByRole('button', { name: /warning|^\d+$/ }).first()
      await problems.click()
      await shoot('problems')
      await problems.click()

      await startPreview(page)
      await expect(editor.transcript).toContainText('Request 1')
      await editor.press('2')
      await expect(editor.transcript).toContainText('Request 2')
      await shoot('preview')
    })

const startPreview = (page: Page) => page.getByRole('button', { name: 'Preview', exact: true }).click()
