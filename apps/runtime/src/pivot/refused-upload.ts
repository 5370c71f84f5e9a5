/** What the call log keeps of an upload that is refused: at its call where the address tells it, without any of its bytes. */
import type { IncomingMessage } from 'node:http'
import { MASKED } from '@callflow-studio/model'
import type { CallEntry } from '../calls/call-entry.ts'
import type { Upload } from '../continuation/upload-sealer.ts'
import { tookMs } from './log-entry.ts'
import type { PivotDeps } from './pivot-request.ts'

interface Refusal {
  status: number
  why: string
  /** What the address is for; null where its token is not good. */
  upload: Upload | null
  response: CallEntry['response']
  /** Of `performance.now()`. */
  begun: number
}

export function refusedUploadEntry(
  { method = '', url = '', headers }: IncomingMessage,
  { status, why, upload, response, begun }: Refusal,
  { flows, now }: Pick<PivotDeps, 'flows' | 'now'>,
): CallEntry {
  const key = url.split('/', 3)[2] ?? ''
  const owner = flows.ownerOf(key)
  const flowId = upload?.flowId ?? owner?.id ?? ''
  return {
    callId: upload?.callId ?? '',
    flowId,
    flowName: flowId === '' ? '' : flows.nameOf(flowId),
    version: upload?.version ?? 0,
    at: now(),
    callerName: '',
    callerNumber: '',
    to: '',
    hop: 0,
    status,
    tookMs: tookMs({ begun }),
    state: 'error',
    error: `A recording was refused: ${why}`,
    askedFor: null,
    request: {
      method,
      url: `/pivot/${owner ? key : MASKED}/recordings/${MASKED}`,
      contentType: (headers['content-type'] ?? '').slice(0, MAX_TYPE),
      body: '',
    },
    response,
    trace: [],
    variables: null,
    lookUps: null,
    warnings: [],
    isRefused: true,
    isTest: false,
  }
}

const MAX_TYPE = 100
