/** *Test this URL* reaches `PUBLIC_URL` or the studio itself, and takes little of what comes. */
import { type Probe, probeSchema } from '@callflow-studio/model/api'
import { flow } from '@callflow-studio/model/testing'
import { expect, it } from 'vitest'
import { startStudio } from './testing/studio.ts'
import { serve } from './testing/web-server.ts'

const hello = () => flow().step('say', 'tts', { text: 'Hello.' }).chain('say').build()
const badIn = ({ checks }: Probe) => checks.filter(({ ok }) => !ok).map(({ name }) => name)

it('asks no server that a Host header names', async () => {
  let asked = 0
  const other = await serve((_, response) => {
    asked++
    response.end('{}')
  })
  const password = 'long enough to be here'
  const studio = await startStudio({ environment: { ADMIN_PASSWORD: password } })
  const authorization = `Basic ${Buffer.from(`admin:${password}`).toString('base64')}`
  const post = async (path: string, body: unknown, host = 'studio.example.com') => {
    const headers = { authorization, host, 'content-type': 'application/json' }
    return JSON.parse((await studio.send(`/api${path}`, { method: 'POST', headers, body: JSON.stringify(body) })).text)
  }
  const { id } = await post('/flows', { name: 'A flow', document: hello() })
  await post(`/flows/${id}/publish`, {})
  const elsewhere = probeSchema.parse(await post(`/flows/${id}/probe`, {}, `127.0.0.1:${other.port}`))
  expect(asked).toBe(0)
  expect(badIn(elsewhere)).toEqual(['Address']) // it asked itself, under the name that it was given
  expect(badIn(probeSchema.parse(await post(`/flows/${id}/probe`, {})))).toEqual([])
  await studio.stop()
  other.close()
})

it('reads 64 KiB of a reply that never ends', async () => {
  let sent = 0
  const other = await serve((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' })
    const chunk = Buffer.alloc(16 * 1024, 'x')
    const write = (): void => {
      while (!response.destroyed && response.write(chunk)) sent += chunk.length
      if (!response.destroyed) response.once('drain', write)
    }
    write()
  })
  const studio = await startStudio({ environment: { PUBLIC_URL: `http://127.0.0.1:${other.port}` } })
  const { id } = await studio.publish(hello())
  expect(badIn(probeSchema.parse(await studio.api('POST', `/flows/${id}/probe`)))).toContain('Answer')
  expect(sent).toBeLessThan(32 * 1024 * 1024) // what the sockets between them hold
  await studio.stop()
  other.close()
})
