/**
 * Look-ups of a previewed call: a mock answers at once; else GET is sent, and any other method only where that was
 * confirmed. Whatever is shown of them is masked.
 */
import { LOOK_UP_FAILURES, type LookUpReply, type LookUpRequest, MASKED, type Services } from '@callflow-studio/model'
import type { LookUpMock, PreviewLookUp, PreviewRequest, WaitingFor } from '@callflow-studio/model/api'
import type { ApiDeps } from './api-deps.ts'

export interface PreviewLookUps {
  services: Services
  /** So far, in their order. */
  made: PreviewLookUp[]
  /** The look-up that waits for a confirmation or a mock; null where none does. */
  waitingFor: () => WaitingFor | null
}

type Wish = Pick<PreviewRequest, 'mocks' | 'confirmed'>

export function createPreviewLookUps(
  { lookUps, secrets, tables }: Pick<ApiDeps, 'lookUps' | 'secrets' | 'tables'>,
  { mocks = {}, confirmed = [] }: Wish,
): PreviewLookUps {
  const made: PreviewLookUp[] = []
  let waiting: WaitingFor | null = null

  async function lookUp(request: LookUpRequest, timeoutMs: number): Promise<LookUpReply> {
    const { nodeId, method } = request
    const shown = toShown(request, secrets.mask)
    const visit = made.filter((other) => other.nodeId === nodeId).length
    const mock = mockOf(mocks[nodeId], visit)
    if (mock) {
      const reply = replyOf(mock)
      made.push({ nodeId, isMock: true, request: shown, reply })
      return reply
    }
    if (!isHarmless(method) && !confirmed.includes(nodeId)) {
      made.push({ nodeId, isMock: false, request: shown, reply: null })
      waiting = { nodeId, kind: 'look-up', text: `Would send ${method} to ${hostOf(request.shownUrl)}`, choices: [] }
      return { ok: false, code: 'look-up.not-mocked', message: 'Nothing was sent in the preview.', durationMs: 0 }
    }
    const reply = await lookUps.lookUp(request, timeoutMs)
    made.push({ nodeId, isMock: false, request: shown, reply: maskReply(reply, secrets.mask) })
    return reply
  }

  return { made, waitingFor: () => waiting, services: { lookUp, readTable: tables.read, secret: secrets.get } }
}

/** Those that HTTP itself calls safe: they ask and change nothing. */
const isHarmless = (method: string): boolean => method === 'GET' || method === 'HEAD'

/** @param visit how often the step was reached before */
function mockOf(mocks: LookUpMock | LookUpMock[] | undefined, visit: number): LookUpMock | undefined {
  return Array.isArray(mocks) ? (mocks[visit] ?? mocks.at(-1)) : mocks
}

function replyOf(mock: LookUpMock): LookUpReply {
  if (!('error' in mock)) {
    const { status, body = '', contentType = null } = mock
    return {
      ok: true,
      status,
      text: typeof body === 'string' ? body : JSON.stringify(body),
      contentType,
      durationMs: 0,
    }
  }
  const code = LOOK_UP_FAILURES.find((known) => known === mock.error) ?? 'look-up.unreachable'
  return {
    ok: false,
    code,
    message: code === mock.error ? 'Failed, as the preview was told.' : mock.error,
    durationMs: 0,
  }
}

function toShown({ method, shownUrl, headers, body }: LookUpRequest, mask: (text: string) => string) {
  return {
    method,
    url: mask(shownUrl),
    headers: headers.map(([name, value]): [string, string] => [name, isCredential(name) ? MASKED : mask(value)]),
    body: body === null ? null : mask(body),
  }
}

/** Made of secrets in ways that cannot be seen through. */
const isCredential = (name: string): boolean => /^(proxy-)?authorization$|^cookie$/i.test(name.trim())

const maskReply = (reply: LookUpReply, mask: (text: string) => string): LookUpReply =>
  reply.ok ? { ...reply, text: mask(reply.text) } : reply

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : url)
