/** Recordings that the studio keeps, over real HTTP: uploaded as KAZOO does it, played, deleted, and what may go wrong. */
import { readdirSync, statSync, writeFileSync } from 'node:fs'
import { createConnection } from 'node:net'
import { join } from 'node:path'
import { encodeRequest } from '@callflow-studio/model'
import { type CallRequestDetail, callListSchema, type Recording } from '@callflow-studio/model/api'
import { allModules, flow } from '@callflow-studio/model/testing'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { MAX_KEPT_PER_MINUTE } from './calls/refused-limit.ts'
import { mp3, wav } from './testing/audio.ts'
import { continuationOf, startStudio, type TestStudio } from './testing/studio.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

const message = (format: 'kazoo' | 'twiml' = 'kazoo') =>
  flow({ format })
    .step('rec', 'input.record', { prompt: { type: 'tts', text: 'Speak.' }, maxSeconds: 60, variable: 'message' })
    .step('thanks', 'tts', { text: 'Kept at {{ vars.message }}' })
    .chain('rec', 'thanks')
    .build()

let studio: TestStudio
let now = new Date()
let calls = 0
/** Of the call of this test. */
let callId: string
const start = async () => {
  studio = await startStudio({ now: () => now, environment: { RECORDINGS_FILE_MB: '1' } })
}
beforeAll(start)
afterAll(() => studio.stop())
beforeEach(() => {
  now = new Date()
  callId = `${++calls}@10.26.0.158`
})
afterEach(async () => {
  for (const { id } of await listed()) await studio.api('DELETE', `/recordings/${id}`, undefined, 204)
})

/** A call that has been asked to speak. */
async function record() {
  const { id: flowId, pivotUrl } = await studio.publish(message())
  const { tree } = await studio.ask(pivotUrl, { 'Call-ID': callId })
  const start = allModules(tree).find(({ module, data }) => module === 'record_call' && data.action === 'start')
  const url = String(start?.data.url)
  return { flowId, url, continuation: continuationOf(tree) }
}

/** As KAZOO's storage for recordings does it: a file name and a query at the end of the address. */
const KAZOO_NAME = 'call_recording_829597750%4010.26.0.158.mp3'
const KAZOO_QUERY = 'from=%2B14155550100&to=%2B18005550199&call_id=829597750%4010.26.0.158&duration_ms=4000'
const upload = (
  url: string,
  body: Buffer | string[],
  { method = 'PUT', type = 'audio/mpeg', name = `${KAZOO_NAME}?${KAZOO_QUERY}` } = {},
) => {
  const path = new URL(url).pathname
  return studio.send(`${path}/${name}`, { method, headers: { 'content-type': type }, body })
}

const files = (): string[] => readdirSync(join(studio.dataDir, 'recordings'))
const listed = async (): Promise<Recording[]> =>
  (await studio.api<{ recordings: Recording[] }>('GET', `/recordings?callId=${callId}`)).recordings

describe('a recording', () => {
  it('is kept where KAZOO uploads it, and played from there', async () => {
    const { url, flowId } = await record()
    const sent = wav(2)
    const received = await upload(url, sent)
    expect(received).toMatchObject({ status: 201, headers: { connection: 'close' } })
    const { id } = JSON.parse(received.text)
    expect(await listed()).toEqual([
      {
        id,
        flowId,
        version: 1,
        nodeId: 'rec',
        callId,
        visit: 1,
        kind: 'wav',
        sizeBytes: sent.length,
        durationMs: 4000,
        createdAt: now.toISOString(),
        url: `/api/recordings/${id}`,
      },
    ])
    const played = await studio.send(`/api/recordings/${id}`)
    expect(played).toMatchObject({
      status: 200,
      headers: { 'content-type': 'audio/wav', 'content-length': String(sent.length), 'accept-ranges': 'bytes' },
    })
    const part = await studio.send(`/api/recordings/${id}`, { headers: { range: 'bytes=0-3' } })
    expect(part).toMatchObject({
      status: 206,
      text: 'RIFF',
      headers: { 'content-range': `bytes 0-3/${sent.length}`, 'content-length': '4' },
    })
    const beyond = await studio.send(`/api/recordings/${id}`, { headers: { range: `bytes=${sent.length}-` } })
    expect(beyond.status).toBe(416)
    const download = await studio.send(`/api/recordings/${id}?download=true`)
    expect(download.headers['content-disposition']).toBe(`attachment; filename="${callId.replace('@', '_')}-rec-1.wav"`)
  })

  it('is at the address that later steps were told, and in the detail of its call', async () => {
    const { url, continuation } = await record()
    const { tree } = await studio.ask(continuation, { 'Call-ID': callId })
    const address = String(tree.data.text).replace('Kept at ', '')
    expect((await studio.send(new URL(address).pathname)).status).toBe(404) // not uploaded yet
    await upload(url, mp3(4))
    expect(await studio.send(new URL(address).pathname)).toMatchObject({
      status: 200,
      headers: { 'content-type': 'audio/mpeg' },
    })
    const { calls: logged } = await studio.api<{ calls: { id: string }[] }>('GET', `/calls?callId=${callId}`)
    const detail = await studio.api<CallRequestDetail>('GET', `/calls/${logged[0]?.id}`)
    expect(detail.recordings.map(({ kind, visit }) => [kind, visit])).toEqual([['mp3', 1]])
  })

  it.each([
    ['as record_caller names it, by FreeSWITCH', { name: '829597750@10.26.0.158.mp3' }],
    ['by POST', { method: 'POST' }],
    ['as bytes of no kind', { type: 'application/octet-stream' }],
  ])('is taken %s', async (_, how) => {
    const { url } = await record()
    expect((await upload(url, mp3(3), how)).status).toBe(201)
  })

  it('is taken in chunks of unknown length', async () => {
    const { url } = await record()
    const path = `${new URL(url).pathname}/${KAZOO_NAME}`
    const parts = ['RIFF', '\0\0\0\0', 'WAVE', 'fmt ', 'and the rest, which is not examined']
    expect(
      (await studio.send(path, { method: 'PUT', headers: { 'content-type': 'audio/wav' }, body: parts })).status,
    ).toBe(201)
    expect((await listed())[0]?.sizeBytes).toBe(parts.join('').length)
  })

  it('can be read by the owner of the data folder alone', async () => {
    const { url } = await record()
    await upload(url, mp3(3))
    const folder = join(studio.dataDir, 'recordings')
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    expect(statSync(join(folder, files()[0] ?? '')).mode & 0o777).toBe(0o600)
  })

  it('is deleted for good, which the log tells', async () => {
    const { url } = await record()
    const { id } = JSON.parse((await upload(url, mp3(3))).text)
    await studio.api('DELETE', `/recordings/${id}`, undefined, 204)
    expect(await listed()).toEqual([])
    expect(files()).toEqual([])
    expect((await studio.send(`/api/recordings/${id}`)).status).toBe(404)
    await studio.api('DELETE', `/recordings/${id}`, undefined, 404)
    expect(studio.log()).toContain('A recording was deleted.')
  })

  it('is played only with the password', async () => {
    const { url } = await record()
    const { id } = JSON.parse((await upload(url, mp3(3))).text)
    await studio.restart({ ADMIN_PASSWORD: 'a password' })
    expect((await studio.send(`/api/recordings/${id}`)).status).toBe(401)
    expect((await studio.send(`/api/recordings/${id}`, { method: 'DELETE' })).status).toBe(401)
    await studio.restart()
  })
})

describe('an upload address', () => {
  it('takes one file, also after that is deleted', async () => {
    const { url } = await record()
    const first = await upload(url, wav(1))
    expect(await upload(url, wav(2))).toMatchObject({ status: 409, text: expect.stringContaining('another file') })
    await studio.api('DELETE', `/recordings/${JSON.parse(first.text).id}`, undefined, 204)
    expect((await upload(url, wav(2))).status).toBe(409)
    expect(await listed()).toEqual([])
  })

  it('takes the same file again: the answer to the first time may have been lost', async () => {
    const { url } = await record()
    const first = await upload(url, wav(1))
    expect(await upload(url, wav(1))).toMatchObject({ status: 201, text: first.text })
    expect(await upload(url, wav(1).subarray(0, 1000))).toMatchObject({ status: 409 })
    expect(files()).toHaveLength(1)
    expect(await listed()).toHaveLength(1)
  })

  it('takes one of two files that come at once', async () => {
    const { url } = await record()
    const both = await Promise.all([upload(url, wav(1)), upload(url, wav(2))])
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409])
    expect(files()).toHaveLength(1)
  })

  it('is good after a restart, and while the key is another one', async () => {
    const { url, flowId } = await record()
    await studio.restart()
    await studio.api('POST', `/flows/${flowId}/rotate-key`)
    expect((await upload(url, mp3(3))).status).toBe(201)
  })

  it('is of no use after six hours', async () => {
    const { url } = await record()
    now = new Date(now.getTime() + 6 * HOUR_MS + 1)
    expect(await upload(url, mp3(3))).toMatchObject({ status: 403, text: expect.stringContaining('6 hours') })
    expect(files()).toEqual([])
  })

  it('is refused where it was made up, or where its token is of another kind', async () => {
    const { url, continuation } = await record()
    const key = new URL(url).pathname.split('/')[2]
    const token = (address: string) => new URL(address).pathname.split('/').at(-1)
    for (const foreign of ['made-up', token(continuation), `${token(url)}A`, token(url)?.slice(0, -1)])
      expect((await upload(`${studio.url}/pivot/${key}/recordings/${foreign}`, mp3(3))).status).toBe(403)
    const asked = await studio.send(`/pivot/${key}/${token(url)}`, { method: 'POST', body: 'Call-ID=1' })
    expect(asked.status).toBe(403)
    expect(files()).toEqual([])
  })

  it('is refused where it comes from a preview', async () => {
    const { id } = await studio.publish(message())
    const preview = await studio.api<{ exchanges: { response: { body: string } }[] }>(
      'POST',
      `/flows/${id}/preview`,
      {},
    )
    const url = /"url":"([^"]+recordings[^"]+)"/.exec(preview.exchanges[0]?.response.body ?? '')?.[1] ?? ''
    expect(url).toContain('/recordings/')
    expect((await upload(url, mp3(3))).status).toBe(403)
  })

  it('takes nothing by GET', async () => {
    const { url } = await record()
    const received = await studio.send(`${new URL(url).pathname}/${KAZOO_NAME}`)
    expect(received).toMatchObject({ status: 405, headers: { allow: 'PUT, POST' } })
  })

  it('does not appear in a log', async () => {
    const { url } = await record()
    await upload(url, mp3(3))
    await upload(url, mp3(4))
    const token = new URL(url).pathname.split('/').at(-1) ?? ''
    await studio.api('GET', '/calls')
    expect(studio.log()).toContain('another file')
    expect(studio.log()).not.toContain(token)
    expect(studio.stored()).not.toContain(token)
  })

  it('does not appear in a log either where KAZOO repeats it', async () => {
    const { pivotUrl } = await studio.publish(message('twiml'))
    const call = { CallSid: callId, AccountSid: 'a', From: '1', To: '2', CallerName: 'A' }
    const ask = async (address: string, bodyFormat: 'form' | 'json', more = {}) => {
      const target = { voiceUrl: address, method: 'post', reqFormat: 'twiml', bodyFormat } as const
      const { body, contentType } = encodeRequest(target, { ...call, ...more })
      return studio.send(new URL(address).pathname, { method: 'POST', headers: { 'content-type': contentType }, body })
    }
    const { text } = await ask(pivotUrl, 'json')
    expect(text).not.toContain('recordingUrl')
    const [, action = ''] = /<Record action="([^"]+)"/.exec(text) ?? []
    expect((await upload(action, mp3(3))).status).toBe(201)
    for (const format of ['form', 'json'] as const) {
      const { text: next } = await ask(action, format, { RecordingUrl: `${action}/call_recording_${callId}.mp3` })
      expect(next).toMatch(/Kept at http:\/\/[^/]+\/api\/recordings\/[0-9a-f]{32}</)
    }
    await studio.api('GET', '/calls')
    for (const token of action.split('/').slice(-2)) expect(studio.stored()).not.toContain(token)
  })
})

describe('a refused upload is on the Calls page', () => {
  const refused = async (query: string) =>
    callListSchema.parse(await studio.api('GET', `/calls?state=error${query}`)).calls

  it('at its call, with the reason', async () => {
    const { url, flowId } = await record()
    await upload(url, Buffer.from('neither MP3 nor WAV'))
    const [entry] = await refused(`&callId=${encodeURIComponent(callId)}`)
    const error = 'A recording was refused: The file is neither MP3 nor WAV.'
    expect(entry).toMatchObject({ flowId, version: 1, hop: 0, status: 415, error })
    const detail = await studio.api<CallRequestDetail>('GET', `/calls/${entry?.id}`)
    expect(detail.request).toMatchObject({ method: 'PUT', contentType: 'audio/mpeg', body: '' })
    expect(detail.request?.url).toMatch(/^\/pivot\/[^/]+\/recordings\/••••$/)
    expect(studio.stored()).not.toContain(url.split('/').at(-1))
  })

  it('of no call where its address was made up, and only so many of them', async () => {
    const { flowId, url } = await record()
    const key = new URL(url).pathname.split('/')[2]
    for (let count = 0; count < MAX_KEPT_PER_MINUTE + 5; count++)
      await upload(`${studio.url}/pivot/${key}/recordings/${'A'.repeat(80)}`, mp3(3))
    const entries = await refused(`&flow=${flowId}&limit=500`)
    expect(entries.filter(({ status }) => status === 403)).toHaveLength(MAX_KEPT_PER_MINUTE)
    expect(entries[0]).toMatchObject({ callId: '', error: expect.stringContaining('did not make the upload address') })
  })
})

describe('a refused upload leaves no file', () => {
  it.each([
    ['a page that says that it is sound', Buffer.from(`<html>${'x'.repeat(200)}`), 'audio/mpeg', 415],
    ['sound that says that it is a page', mp3(3), 'text/html', 415],
    ['a few bytes', Buffer.from('RIF'), 'audio/mpeg', 415],
    ['nothing', Buffer.alloc(0), 'audio/mpeg', 415],
    ['a file over the limit', Buffer.concat([mp3(1), Buffer.alloc(1024 * 1024)]), 'audio/mpeg', 413],
  ])('%s', async (_, body, type, status) => {
    const { url } = await record()
    expect((await upload(url, body, { type })).status).toBe(status)
    expect(files()).toEqual([])
    expect((await upload(url, mp3(3))).status).toBe(201) // the address is still good
  })

  it('a file over the limit that does not say how large it is', async () => {
    const { url } = await record()
    const parts = ['RIFF\0\0\0\0WAVE', ...Array.from({ length: 20 }, () => 'x'.repeat(64 * 1024))]
    expect((await upload(url, parts, { type: 'audio/wav' })).status).toBe(413)
    expect(files()).toEqual([])
  })

  it('half a file, whose sender is gone', async () => {
    const { url } = await record()
    const { port, pathname } = new URL(studio.url + new URL(url).pathname)
    const socket = createConnection({ host: '127.0.0.1', port: Number(port) })
    socket.write(
      `PUT ${pathname}/${KAZOO_NAME} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: audio/wav\r\nContent-Length: 16044\r\n\r\n`,
    )
    socket.write(wav(2).subarray(0, 8000))
    await expect.poll(files).toHaveLength(1)
    socket.destroy()
    await expect.poll(files).toEqual([])
    await expect.poll(async () => (await upload(url, wav(2))).status).toBe(201)
  })
})

describe('old recordings', () => {
  const keepThree = async () => {
    for (let day = 0; day < 3; day++) {
      const { url } = await record()
      expect((await upload(url, Buffer.concat([mp3(1), Buffer.alloc(400 * 1024)]))).status).toBe(201)
      now = new Date(now.getTime() + DAY_MS)
    }
  }

  it('are deleted after some days', async () => {
    await keepThree()
    await studio.restart({ RECORDINGS_DAYS: '2' })
    await expect.poll(files).toHaveLength(2)
    expect(await listed()).toHaveLength(2)
    await studio.restart()
  })

  it('are deleted beyond the space that they may take, the oldest first', async () => {
    await keepThree()
    const [, second, third] = await listed()
    await studio.restart({ RECORDINGS_MAX_MB: '1' })
    await expect.poll(files).toHaveLength(2)
    expect(await listed()).toEqual([second, third])
    await studio.restart()
  })

  it('are cleaned up after a crash too', async () => {
    const stray = join(studio.dataDir, 'recordings', 'stray.part')
    writeFileSync(stray, 'half')
    now = new Date(now.getTime() + 7 * HOUR_MS)
    await studio.restart()
    await expect.poll(files).toEqual([])
  })
})
