/**
 * `PUT /pivot/:key/recordings/:token/:file`: where KAZOO sends a recording that the studio keeps. KAZOO appends the name of the
 * file to the address (`call_recording_<Call-ID>.mp3`), and a query with what it knows of the call; the token alone tells what
 * the recording belongs to. As with a continuation's token, the key in the path is not checked.
 * @source kz_att_http.erl 5.0-dev (PUT or POST, any 2xx is a success), media_recording.erl, kapi_dialplan.erl:3281
 */
import type { IncomingMessage } from 'node:http'
import type { CallLog } from '../calls/call-log.ts'
import type { Upload, UploadSealer } from '../continuation/upload-sealer.ts'
import type { Receipt, Recordings } from '../recordings/recordings.ts'
import type { PivotDeps } from './pivot-request.ts'
import { jsonReply, type PlainReply } from './plain-reply.ts'
import { drain } from './read-body.ts'
import { refusedUploadEntry } from './refused-upload.ts'

export interface UploadDeps extends Pick<PivotDeps, 'flows' | 'now'> {
  uploadSealer: Pick<UploadSealer, 'open'>
  recordings: Pick<Recordings, 'receive'>
  /** Keeps what is refused: nobody looks into the server's log for a message that is missing. */
  callLog: Pick<CallLog, 'add'>
  onUpload: (told: { status: number; why: string; recordingId?: string; flowId?: string; callId?: string }) => void
}

/**
 * Whether a request is an upload, and with which token; null if it is none. A TwiML `Record` asks for what follows below the
 * address that its file goes to: there only a PUT brings a file.
 */
export const uploadTokenIn = (method: string | undefined, url: string): string | null =>
  method !== 'PUT' && ACTION.test(url) ? null : (UPLOAD.exec(url)?.[1] ?? null)

/** A token has no dot, the name of a file has one. */
const ACTION = /^\/pivot\/[^/?]+\/recordings\/[^/?]+\/[^/?.]+(?:\?|$)/

const UPLOAD = /^\/pivot\/[^/?]+\/recordings\/([^/?]+)(?:\/[^?]*)?(?:\?|$)/

/** @returns 201 with the recording's id, or why it is refused; errors of the disk are thrown */
export async function receiveUpload(incoming: IncomingMessage, token: string, deps: UploadDeps): Promise<PlainReply> {
  const begun = performance.now()
  let upload: Upload | null = null
  const told = () => (upload ? { recordingId: upload.id, flowId: upload.flowId, callId: upload.callId } : {})
  const refuse = async (status: number, why: string, allow?: string): Promise<PlainReply> => {
    const reply = jsonReply(status, { error: why }, allow)
    deps.onUpload({ status, why, ...told() })
    deps.callLog.add(refusedUploadEntry(incoming, { status, why, upload, response: reply, begun }, deps))
    await drain(incoming)
    return reply
  }
  if (incoming.method !== 'PUT' && incoming.method !== 'POST')
    return refuse(405, 'KAZOO uploads by PUT or POST.', 'PUT, POST')
  const opened = deps.uploadSealer.open(token)
  if (!opened.ok)
    return opened.why === 'expired'
      ? refuse(403, 'The upload address is older than 6 hours.')
      : refuse(403, 'This studio did not make the upload address.')
  upload = opened.upload
  if (!mayBeAudio(incoming.headers['content-type'])) return refuse(415, REFUSALS['not audio'].why)
  const receipt = await deps.recordings.receive(upload, incoming, durationIn(incoming.url ?? ''))
  if (!receipt.ok) {
    const { status, why } = REFUSALS[receipt.why]
    return refuse(status, why)
  }
  deps.onUpload({ status: 201, why: 'A recording was uploaded.', ...told() })
  return jsonReply(201, { id: upload.id })
}

const REFUSALS: Record<Extract<Receipt, { ok: false }>['why'], { status: number; why: string }> = {
  used: { status: 409, why: 'The upload address was used for another file before. It takes one file.' },
  busy: { status: 409, why: 'A file is being uploaded to this address.' },
  'too large': { status: 413, why: 'The recording is larger than RECORDINGS_FILE_MB allows.' },
  'not audio': { status: 415, why: 'The file is neither MP3 nor WAV.' },
  broken: { status: 400, why: 'The connection broke before the recording was whole.' },
  'too slow': { status: 408, why: 'The recording stopped coming for 30 seconds.' },
}

/** Some switches call everything `application/octet-stream`, or nothing; the file's own bytes decide. */
const mayBeAudio = (contentType: string | undefined): boolean =>
  contentType === undefined || /^(audio\/|application\/octet-stream\b)/i.test(contentType)

/** KAZOO adds `duration_ms` to the address for what `record_call` has recorded. */
function durationIn(url: string): number | null {
  const text = new URLSearchParams(url.slice(url.indexOf('?') + 1)).get('duration_ms') ?? ''
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null
}
