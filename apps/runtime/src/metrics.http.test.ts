import { flow } from '@callflow-studio/model/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startStudio, type TestStudio } from './testing/studio.ts'

let studio: TestStudio
beforeAll(async () => {
  studio = await startStudio({ environment: { ADMIN_PASSWORD: 'open sesame' } })
})
afterAll(() => studio.stop())

const read = async () => {
  const { status, headers, text } = await studio.send('/metrics')
  expect([status, headers['content-type'], headers['cache-control']]).toEqual([
    200,
    'text/plain; version=0.0.4; charset=utf-8',
    'no-store',
  ])
  return Object.fromEntries(
    text
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ') + 1))]),
  )
}

it('counts what came of KAZOO’s requests and how long answers took for monitoring', async () => {
  const before = await read()
  expect(before['callflow_requests_total{state="handed_over"}']).toBe(0)
  const authorization = `Basic ${Buffer.from('admin:open sesame').toString('base64')}`
  const json = { 'content-type': 'application/json', authorization }
  const document = flow().step('say', 'tts', { text: 'Hello.' }).chain('say').build()
  const created = await studio.send('/api/flows', {
    method: 'POST',
    headers: json,
    body: JSON.stringify({ name: 'A flow', document }),
  })
  const { id, pivotUrl } = JSON.parse(created.text) as { id: string; pivotUrl: string }
  await studio.send(`/api/flows/${id}/publish`, { method: 'POST', headers: json, body: '{}' })
  for (let count = 0; count < 3; count++) await studio.ask(pivotUrl)

  const after = await read()
  expect(after['callflow_requests_total{state="handed_over"}']).toBe(3)
  expect(after['callflow_requests_total{state="error"}']).toBe(0)
  expect(after.callflow_answer_seconds_count).toBe(3)
  expect(after['callflow_answer_seconds_bucket{le="+Inf"}']).toBe(3)
  expect(after.callflow_answer_seconds_sum).toBeGreaterThan(0)
  expect(after['callflow_log_dropped_total{what="rows"}']).toBe(0)
  expect(after.process_resident_memory_bytes).toBeGreaterThan(1e6)
})
