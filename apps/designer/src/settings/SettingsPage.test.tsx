import { DEFAULT_SETTINGS, type ShownSettings } from '@callflow-studio/model/api'
import { expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { renderInStudio } from '../testing/render-in-studio.tsx'
import { problem, serveApi } from '../testing/serve-api.ts'
import { SettingsPage } from './SettingsPage.tsx'

const shown: ShownSettings = {
  settings: DEFAULT_SETTINGS,
  applies: {
    callLogDays: { value: 14, setBy: 'CALL_LOG_DAYS' },
    callLogMaxMb: { value: 2048, setBy: null },
    callEndsAfterMinutes: { value: 60, setBy: null },
    trafficDays: { value: 90, setBy: null },
    recordingsDays: { value: 30, setBy: null },
    recordingsMaxMb: { value: 1024, setBy: null },
    deletedFlowsDays: { value: 90, setBy: null },
    changesDays: { value: 400, setBy: null },
  },
}

it('saves what is set, and shows what the server has decided', async () => {
  const sent = serveApi({
    'GET /connections': { connections: [] },
    'GET /settings': shown,
    'PUT /settings': ({ body }: { body: unknown }) => ({ ...shown, settings: body }),
  })
  await renderInStudio(<SettingsPage />)
  const days = page.getByRole('spinbutton', { name: 'Delete calls after' })
  await expect.element(days).toBeDisabled()
  await expect.element(days).toHaveValue(14)
  await expect.element(page.getByText('Set by CALL_LOG_DAYS on the server. It cannot be changed here.')).toBeVisible()
  await page.getByRole('spinbutton', { name: /^End a call/ }).fill('20')
  await page.getByRole('spinbutton', { name: 'Delete flows in the trash for good after' }).fill('7')
  await page.getByRole('switch', { name: /^Keep requests/ }).click()
  await page.getByRole('spinbutton', { name: /^Refused requests/ }).fill('')
  await page.getByRole('textbox', { name: 'Send alarms to' }).fill('https://alerts.example/hook')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect.element(page.getByText('Saved.')).toBeVisible()
  expect(sent.find(({ method }) => method === 'PUT')?.body).toEqual({
    ...DEFAULT_SETTINGS,
    callEndsAfterMinutes: 20,
    deletedFlowsDays: 7,
    keepsBodies: false,
    alarmRefused: null,
    alarmUrl: 'https://alerts.example/hook',
  })
})

it('says why it was not saved', async () => {
  serveApi({
    'GET /connections': { connections: [] },
    'GET /settings': shown,
    'PUT /settings': () => problem(503, 'The database of the studio cannot be written.'),
  })
  await renderInStudio(<SettingsPage />)
  await page.getByRole('button', { name: 'Save' }).click()
  await expect
    .element(page.getByRole('alert'))
    .toHaveTextContent('Not saved: The database of the studio cannot be written.')
})

it('asks for a URL instead of sending what is none', async () => {
  const sent = serveApi({ 'GET /connections': { connections: [] }, 'GET /settings': shown })
  await renderInStudio(<SettingsPage />)
  const address = page.getByRole('textbox', { name: 'Send alarms to' })
  await address.fill('alerts.example')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect.element(address).toHaveAccessibleDescription(/Enter a URL that begins with/)
  expect(sent.every(({ method }) => method === 'GET')).toBe(true)
})
