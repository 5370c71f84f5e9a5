import { LOOK_UP_FAILURES, type LookUpReply, type LookUpRequest, type Services } from '@callflow-studio/model'
import type { LookUpMock, previewRequestSchema } from '@callflow-studio/model/api'
import type { z } from 'zod'
import type { ApiDeps } from './api-deps.ts'

type Wish = Pick<z.output<typeof previewRequestSchema>, 'mocks' | 'confirmed'>

/**
 * What a previewed call may ask of the world. A look-up with a mock gets that; GET is sent for real; any other method may
 * change something there, so it is sent only if it was confirmed.
 */
export function previewServices(
  { lookUps, tables, secrets }: Pick<ApiDeps, 'lookUps' | 'tables' | 'secrets'>,
  { mocks = {}, confirmed = [] }: Wish,
): Services {
  const visits = new Map<string, number>()
  return {
    readTable: tables.read,
    secret: secrets.get,
    lookUp: async (request, timeoutMs) => {
      const mock = mocks[request.nodeId]
      if (mock === undefined) {
        const mayAsk = request.method === 'GET' || confirmed.includes(request.nodeId)
        return mayAsk ? lookUps.lookUp(request, timeoutMs) : notConfirmed(request)
      }
      const visit = visits.get(request.nodeId) ?? 0
      visits.set(request.nodeId, visit + 1)
      return replyOf(Array.isArray(mock) ? mock[Math.min(visit, mock.length - 1)] : mock)
    },
  }
}

const notConfirmed = ({ method }: LookUpRequest): LookUpReply => ({
  ok: false,
  code: 'look-up.not-mocked',
  message: `A preview sends ${method} only if you confirm it. Give it a reply of your own instead.`,
  durationMs: 0,
})

function replyOf(mock: LookUpMock | undefined): LookUpReply {
  if (!mock || 'error' in mock) {
    const told = mock?.error ?? ''
    const code = LOOK_UP_FAILURES.find((known) => known === told) ?? 'look-up.unreachable'
    return { ok: false, code, message: told, durationMs: 0 }
  }
  const { status, body = '', contentType = null } = mock
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return { ok: true, status, text, contentType, durationMs: 0 }
}
