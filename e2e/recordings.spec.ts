/** A caller leaves a message: the flow is drawn and published, KAZOO's half of the call is played, and the Calls page plays it. */
import { mp3, wav } from '../apps/runtime/src/testing/audio.ts'
import { openFlow } from './flows.ts'
import type { CallflowNode } from './kazoo.ts'
import { CALL, callAndLeave, EDGES, STEPS } from './recorded-call.ts'
import { expect, test } from './studio.ts'

test.use({ ownStudio: true })

test('a message that a caller leaves is played on the Calls page, and deleted there', async ({ page, editor }) => {
  await openFlow(page, 'After hours', STEPS, EDGES)
  await page.getByRole('button', { name: 'Publish', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Publish version 1' }).click()
  await expect(dialog.getByRole('heading', { name: 'Version 1 is live' })).toBeVisible()
  const pivotUrl = (await dialog.locator('code').first().textContent()) ?? ''
  await dialog.getByRole('button', { name: 'Done' }).click()
  await editor.isSaved()

  expect(await callAndLeave(pivotUrl, Buffer.from(wav(2)))).toBe(201)
  expect(await callAndLeave(pivotUrl, Buffer.from(mp3(80)))).toBe(201)

  await page.goto('/calls')
  await page.getByText('Ada').first().click()
  const recordings = page.getByRole('region', { name: 'Recordings' })
  await expect(recordings.getByRole('listitem')).toHaveCount(2)
  await expect(recordings.getByRole('listitem').first()).toContainText(
    /Leave a messageRequest 1, .+ 0:02, 16\.0 KB, WAV/,
  )

  const players = recordings.locator('audio')
  const duration = (at: number) => players.nth(at).evaluate((audio: HTMLAudioElement) => audio.duration)
  await expect.poll(() => duration(0)).toBeCloseTo(2, 1)
  await expect.poll(() => duration(1)).toBeGreaterThan(1)
  await players.first().evaluate(async (audio: HTMLAudioElement) => {
    audio.muted = true
    audio.currentTime = 1.5
    await audio.play()
  })
  await expect.poll(() => players.first().evaluate((audio: HTMLAudioElement) => audio.ended)).toBe(true)

  await recordings.getByRole('button', { name: 'Delete recording' }).first().click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(recordings.getByRole('listitem')).toHaveCount(1)
})

test('the preview offers what a caller may do, and stores nothing', async ({ page, editor }) => {
  await openFlow(page, 'After hours', STEPS, EDGES)
  await page.getByRole('button', { name: 'Preview', exact: true }).click()
  await expect(editor.transcript).toContainText('Recording starts')
  await page.getByRole('button', { name: 'Leaves a message' }).click()
  await expect(editor.transcript).toContainText('Message recorded. The preview stores nothing')
  await expect(editor.transcript).toContainText('Thank you.')
})

test('a recording of the whole call is kept in the studio, by a press in its form', async ({ page, editor }) => {
  await openFlow(
    page,
    'Recorded',
    [{ id: 'tape', type: 'record_call', name: 'Tape', data: { action: 'start' } }],
    ['start → tape'],
  )
  await editor.card('Tape').click({ position: { x: 60, y: 20 } })
  await page.getByText('Callflow Studio', { exact: true }).last().click()
  await expect(editor.card('Tape')).toContainText('kept in the studio')
  await editor.isSaved()
  const { flows } = await (await page.request.get('/api/flows')).json()
  const published = await (await page.request.post(`/api/flows/${flows[0].id}/publish`, { data: {} })).json()
  const answer: CallflowNode = await (
    await fetch(published.pivotUrl, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(CALL),
    })
  ).json()
  expect(answer.data.url).toMatch(/\/pivot\/[^/]+\/recordings\/[\w-]{40,}$/)
})
