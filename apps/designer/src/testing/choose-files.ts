import { expect } from 'vitest'
import { type Locator, page } from 'vitest/browser'

/**
 * Chooses files where a button opens the browser's dialog, whose field is hidden.
 * @param within what holds the button; of several fields the first one counts
 */
export async function chooseFiles(files: readonly File[], within: Locator = page.getByRole('main')): Promise<void> {
  await expect.element(within).toBeVisible()
  const field = within.element().querySelector<HTMLInputElement>('input[type=file]')
  if (!field) throw new Error('There is no field for files.')
  const chosen = new DataTransfer()
  for (const file of files) chosen.items.add(file)
  field.files = chosen.files
  field.dispatchEvent(new Event('change', { bubbles: true }))
}

export const csvFile = (name: string, ...lines: string[]): File =>
  new File([lines.join('\n')], name, { type: 'text/csv' })
