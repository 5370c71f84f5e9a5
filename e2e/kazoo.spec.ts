/** A studio that is connected to KAZOO: the account, its callflows, and names instead of ids. */
import { type FakeCrossbar, startFakeCrossbar } from '@callflow-studio/crossbar/fake'
import { openFlow } from './flows.ts'
import { expect, test } from './studio.ts'

test.use({ environment: { ALLOWED_HOSTS: '127.0.0.1' }, expectedErrors: [/422/] })

let kazoo: FakeCrossbar
test.beforeAll(async () => {
  kazoo = await startFakeCrossbar()
})
test.afterAll(() => kazoo.stop())

test('a KAZOO account is connected, and gives its callflows with names', async ({ page, editor }) => {
  const account = kazoo.accounts.find(({ name }) => name === 'Bell & Sons')
  await page.goto('/settings')
  await page.getByRole('button', { name: 'Connect an account' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Base URL of KAZOO’s API').fill(kazoo.url)
  const key = dialog.getByRole('textbox', { name: 'API key' })
  await key.fill('x'.repeat(64))
  await dialog.getByRole('button', { name: 'Connect', exact: true }).click()
  await expect(dialog.getByRole('alert')).toContainText('KAZOO does not know this API key.')
  await key.fill(account?.apiKey ?? '')
  await dialog.getByRole('button', { name: 'Connect', exact: true }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('list', { name: 'KAZOO accounts' })).toContainText('Bell & Sons')

  await openFlow(page, 'Reception', [{ id: 'hello', type: 'tts', data: { text: 'Hello.' } }], [])
  await page.getByRole('button', { name: 'Use Bell & Sons' }).click()
  await expect(page.getByRole('combobox', { name: 'KAZOO account' })).toHaveValue('Bell & Sons')

  await page.goto('/')
  await page.getByRole('button', { name: 'Import' }).click()
  await dialog.getByText('KAZOO', { exact: true }).click()
  await dialog.getByRole('textbox', { name: 'Search names and numbers' }).fill('415 555-0110')
  await dialog.getByRole('checkbox', { name: /^Sales/ }).check()
  await dialog.getByRole('button', { name: 'Import 1 callflow' }).click()
  await dialog.getByRole('link', { name: 'Open Sales' }).click()
  await expect(editor.card('Voicemail')).toContainText('Sales team')
})
