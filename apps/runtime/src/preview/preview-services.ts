/**
 * What a previewed call asks of the world. Look-ups: a mock answers at once; else GET is sent, and any other method only where that was
 * confirmed. What is shown of them is masked. Tables: what is written stays in the preview.
 */
import {
  type LookUpReply,
  type LookUpRequest,
  readDayList,
  type Services,
  serverOf,
  type TableWrite,
  type TableWritten,
  toTableReply,
} from '@callflow-studio/model'
import {
  LOOK_UP_FAILURES,
  type LookUpMock,
  type LookUpMocks,
  type PreviewLookUp,
  type PreviewRequest,
  type PreviewWrite,
  type WaitingFor,
} from '@callflow-studio/model/api'
import { maskReply, maskSent } from '../pivot/shown-look-up.ts'
import type { PreviewDeps } from './preview-deps.ts'

export interface PreviewServices {
  services: Services
  /** So far, in their order. */
  made: PreviewLookUp[]
  /** What would have been written so far, in its order. */
  writes: PreviewWrite[]
  /** The look-up that waits for a confirmation or a mock; null where none does. */
  waitingFor: () => WaitingFor | null
  /** How long the caller has waited for mocks since this was last asked. */
  takeMockedMs: () => number
}

type Options = Pick<PreviewRequest, 'mocks' | 'confirmed' | 'kept' | 'switches' | 'rows' | 'days'>

export function createPreviewServices(
  { lookUps, secrets, tables, switches }: Pick<PreviewDeps, 'lookUps' | 'secrets' | 'tables' | 'switches'>,
  { mocks = {}, confirmed = [], kept = {}, switches: pretended = {}, rows: given = {}, days = {} }: Options,
): PreviewServices {
  const rows = tables.preview()
  const writes: PreviewWrite[] = []
  const made: PreviewLookUp[] = []
  const unused = [...confirmed]
  const reads = new Map<string, number>()
  let waiting: WaitingFor | null = null
  let mockedMs = 0

  async function lookUp(request: LookUpRequest, timeoutMs: number): Promise<LookUpReply> {
    if (waiting) return NOTHING_SENT // The call has not come here: it waits at an earlier one.
    const { nodeId, method } = request
    const shown = maskSent({ ...request, url: request.shownUrl }, secrets.mask)
    const visit = made.filter((other) => other.nodeId === nodeId).length
    const mock = mockOf(Object.hasOwn(mocks, nodeId) ? mocks[nodeId] : undefined, visit)
    if (mock) {
      const reply = replyOf(mock, timeoutMs)
      mockedMs += reply.durationMs
      made.push({ nodeId, isMock: true, request: shown, reply })
      return reply
    }
    if (!isHarmless(method) && !takeFrom(unused, nodeId)) {
      made.push({ nodeId, isMock: false, request: shown, reply: null })
      waiting = {
        nodeId,
        kind: 'look-up',
        text: `Would send ${method} to ${serverOf(request.shownUrl) ?? request.shownUrl}`,
        choices: [],
      }
      return NOTHING_SENT
    }
    const reply = await lookUps.lookUp(request, timeoutMs)
    made.push({ nodeId, isMock: false, request: shown, reply: maskReply(reply, secrets.mask) })
    return reply
  }

  /** What the request says that a step finds at this visit. */
  function givenRow(nodeId: string): GivenRow | undefined {
    const list = Object.hasOwn(given, nodeId) ? given[nodeId] : undefined
    if (!list) return undefined
    const visit = reads.get(nodeId) ?? 0
    reads.set(nodeId, visit + 1)
    return list[Math.min(visit, list.length - 1)]
  }

  const readTable: Services['readTable'] = (query, nodeId) => {
    const row = givenRow(nodeId)
    return row === undefined ? rows.readTable(query, nodeId) : toTableReply(row, FAILURE)
  }

  /** At the first visit of a step, what the request says is there takes the place of what is stored. */
  async function writeTable(write: TableWrite, timeoutMs: number): Promise<TableWritten> {
    const { nodeId, change } = write
    const column = change.kind === 'forget' ? null : change.column
    if (givenRow(nodeId) === 'fails') return FAILED
    const isOwn = Object.hasOwn(kept, nodeId) && column !== null && !writes.some((other) => other.nodeId === nodeId)
    writes.push({ nodeId, column, isOwn })
    if (isOwn) {
      const value = kept[nodeId] ?? null
      const seed = value === null ? { kind: 'forget' as const } : { kind: 'set' as const, column, value }
      const seeded = await rows.writeTable({ ...write, change: seed }, timeoutMs)
      if (seeded.kind === 'error') return seeded
    }
    return rows.writeTable(write, timeoutMs)
  }

  return {
    made,
    writes,
    waitingFor: () => waiting,
    takeMockedMs: () => {
      const taken = mockedMs
      mockedMs = 0
      return taken
    },
    services: {
      lookUp,
      readTable,
      writeTable,
      specialDays: (table, epoch) => {
        const own = Object.hasOwn(days, table) ? days[table] : undefined
        return own ? readDayList(table, own) : tables.days(table, epoch)
      },
      ...switches.preview(pretended),
      secret: secrets.get,
    },
  }
}

type GivenRow = NonNullable<PreviewRequest['rows']>[string][number]

const FAILURE = 'Failed, as the preview was told.'
const FAILED = { kind: 'error', code: 'table.failed', message: FAILURE } as const

const NOTHING_SENT: LookUpReply = {
  ok: false,
  code: 'look-up.not-mocked',
  message: 'Nothing was sent in the preview.',
  durationMs: 0,
}

/** @returns whether it was there; it is there once less now */
function takeFrom(names: string[], wanted: string): boolean {
  const index = names.indexOf(wanted)
  if (index !== -1) names.splice(index, 1)
  return index !== -1
}

/** Those that HTTP itself calls safe: they ask and change nothing. */
const isHarmless = (method: string): boolean => method === 'GET' || method === 'HEAD'

/** @param visit how often the step was reached before */
function mockOf(mocks: LookUpMocks[string] | undefined, visit: number): LookUpMock | null | undefined {
  return Array.isArray(mocks) ? mocks[Math.min(visit, mocks.length - 1)] : mocks
}

function replyOf(mock: LookUpMock, timeoutMs: number): LookUpReply {
  if (!('error' in mock)) {
    const { status, body = '', contentType = null, durationMs = 0 } = mock
    return {
      ok: true,
      status,
      text: typeof body === 'string' ? body : JSON.stringify(body),
      contentType,
      durationMs,
    }
  }
  const code = LOOK_UP_FAILURES.find((known) => known === mock.error) ?? 'look-up.unreachable'
  return {
    ok: false,
    code,
    message: mock.message ?? (code === mock.error ? FAILURE : mock.error),
    durationMs: mock.durationMs ?? (code === 'look-up.timeout' ? timeoutMs : 0),
  }
}
