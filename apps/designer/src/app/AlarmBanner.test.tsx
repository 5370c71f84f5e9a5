import type { Alarm } from '@callflow-studio/model/api'
import { expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { renderInStudio } from '../testing/render-in-studio.tsx'
import { serveApi } from '../testing/serve-api.ts'
import { AlarmBanner } from './AlarmBanner.tsx'

const alarm: Alarm = {
  kind: 'failed',
  flowId: 'f1',
  flowName: 'Front desk',
  calls: 40,
  count: 12,
  example: { key: 'a@b.c', at: '2026-12-01T09:00:00.000Z', error: 'No reply.', path: ['Start', 'Ask the CRM'] },
  liveVersion: 4,
  previousVersion: 3,
}

it('names the flow, one of its calls with its path, and the version to go back to', async () => {
  serveApi({ 'GET /alarms': { alarms: [alarm] } })
  await renderInStudio(<AlarmBanner />)
  const banner = page.getByRole('alert')
  await expect
    .element(banner)
    .toMatchTextContent(
      'Front desk: 12 of 40 calls failed in the last 15 minutes. Path of the last one: Start → Ask the CRM.',
    )
  await expect.element(banner.getByRole('link', { name: 'Show the call' })).toHaveAttribute('href', '/calls/a%40b.c')
  await expect
    .element(banner.getByRole('link', { name: 'Go back to version 3' }))
    .toHaveAttribute('href', '/flows/f1/versions')
})

it('tells of refused requests that reached no flow', async () => {
  const example = { ...alarm.example, path: [] }
  const refused = {
    ...alarm,
    kind: 'refused',
    flowId: '',
    flowName: '',
    previousVersion: null,
    liveVersion: null,
    example,
  }
  serveApi({ 'GET /alarms': { alarms: [refused] } })
  await renderInStudio(<AlarmBanner />)
  await expect
    .element(page.getByRole('alert'))
    .toMatchTextContent('Unknown Pivot URL: 12 requests were refused in the last 15 minutes.')
  await expect.element(page.getByRole('link', { name: 'Show the request' })).toBeVisible()
  await expect.element(page.getByRole('link', { name: /Go back/ })).not.toBeInTheDocument()
})
