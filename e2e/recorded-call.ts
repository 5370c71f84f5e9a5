/** A flow that takes a message, and KAZOO's half of a call to it. */
import { all, type CallflowNode } from './kazoo.ts'

export const CALL = {
  'Call-ID': 'message-1@10.26.0.158',
  'Account-ID': '4e1a5b0c9d2f4a6e8b7c3d1f0a9e8d7c',
  'Caller-ID-Name': 'Ada',
  'Caller-ID-Number': '+14155550188',
  From: '+14155550188',
  To: '+18005550199',
}
export const STEPS = [
  {
    id: 'rec',
    type: 'input.record',
    name: 'Leave a message',
    data: { prompt: { type: 'tts', text: 'Speak after the tone.' }, maxSeconds: 60, variable: 'message' },
  },
  { id: 'bye', type: 'tts', name: 'Goodbye', data: { text: 'Thank you.' } },
]
export const EDGES = ['start → rec', 'rec.next → bye']

/**
 * Asks as KAZOO does; after that uploads what was recorded to where the answer says.
 * @returns the status of the upload
 */
export async function callAndLeave(pivotUrl: string, body: Buffer<ArrayBuffer>): Promise<number> {
  const ask = async (url: string): Promise<CallflowNode> =>
    (
      await fetch(url, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(CALL),
      })
    ).json()
  const answer = all(await ask(pivotUrl))
  const recorded = answer.find(({ module, data }) => module === 'record_call' && data.action === 'start')
  const next = answer.find(({ module }) => module === 'pivot')
  await ask(String(next?.data.voice_url))
  const name = `call_recording_${encodeURIComponent(CALL['Call-ID'])}.mp3?call_id=1`
  const uploaded = await fetch(`${String(recorded?.data.url)}/${name}`, {
    method: 'PUT',
    headers: { 'Content-Type': 'audio/mpeg' },
    body,
  })
  return uploaded.status
}
