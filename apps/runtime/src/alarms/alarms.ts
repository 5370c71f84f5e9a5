/** Flows of which too many calls fail, or too many requests are refused: shown in the studio, and sent to an address once each. */
import type { LookUpReply, LookUpRequest } from '@callflow-studio/model'
import type { Alarm } from '@callflow-studio/model/api'
import type { CallLog } from '../calls/call-log.ts'
import type { StudioSettings } from '../settings/settings.ts'
import type { CallProblem } from '../store/call-store.ts'
import type { Storage } from '../store/storage.ts'

export interface Alarms {
  list: () => Promise<Alarm[]>
  /** Sends alarms from now on. One of the processes of an installation does it. */
  watch: () => void
  stop: () => Promise<void>
}

export interface AlarmsOptions {
  callLog: Pick<CallLog, 'listProblems'>
  settings: Pick<StudioSettings, 'alarms'>
  storage: Pick<Storage, 'flows' | 'versions'>
  /** The guarded client of look-ups. */
  send: (request: LookUpRequest, timeoutMs: number) => Promise<LookUpReply>
  onProblem: (message: string) => void
  now: () => number
  everyMs?: number
}

const SPAN_MS = 15 * 60 * 1000
/** Of fewer calls, a share says nothing. */
const MIN_CALLS = 5
const EVERY_MS = 60 * 1000
const TIMEOUT_MS = 5000

export function createAlarms(options: AlarmsOptions): Alarms {
  const { callLog, settings, storage, send, onProblem, now, everyMs = EVERY_MS } = options
  /** Those that were sent, and have not ended since. */
  let sent = new Set<string>()
  let timer: NodeJS.Timeout | null = null
  let checking: Promise<void> = Promise.resolve()

  async function list(): Promise<Alarm[]> {
    const { alarmFailedPercent, alarmRefused } = settings.alarms()
    if (alarmFailedPercent === null && alarmRefused === null) return []
    const problems = await callLog.listProblems(now() - SPAN_MS)
    const loud = problems.filter(({ kind, calls, count }) =>
      kind === 'failed'
        ? alarmFailedPercent !== null && calls >= MIN_CALLS && count * 100 >= calls * alarmFailedPercent
        : alarmRefused !== null && count >= alarmRefused,
    )
    return Promise.all(loud.map(toAlarm))
  }

  async function toAlarm({ kind, flowId, flowName, calls, count, key, at, error, path }: CallProblem): Promise<Alarm> {
    const liveVersion = flowId === '' ? null : ((await storage.flows.find(flowId))?.liveVersion ?? null)
    return {
      kind,
      flowId,
      flowName,
      calls,
      count,
      example: { key, at: new Date(at).toISOString(), error, path },
      liveVersion,
      previousVersion: liveVersion === null ? null : await storage.versions.liveBefore(flowId),
    }
  }

  async function check(): Promise<void> {
    const { alarmUrl } = settings.alarms()
    const alarms = await list()
    const keyOf = ({ kind, flowId }: Alarm): string => `${kind} ${flowId}`
    const fresh = alarms.filter((alarm) => !sent.has(keyOf(alarm)))
    sent = new Set(alarms.map(keyOf))
    if (alarmUrl === null) return
    for (const alarm of fresh) {
      const reply = await send(requestOf(alarmUrl, alarm), TIMEOUT_MS)
      if (reply.ok && reply.status < 300) continue
      onProblem(reply.ok ? `it answered ${reply.status}.` : reply.message)
      sent.delete(keyOf(alarm)) // tried again in a minute
    }
  }

  return {
    list,
    watch() {
      timer ??= setInterval(() => {
        checking = checking.then(check).catch((error: unknown) => onProblem(String(error)))
      }, everyMs).unref()
    },
    async stop() {
      if (timer) clearInterval(timer)
      await checking
    },
  }
}

const requestOf = (url: string, alarm: Alarm): LookUpRequest => ({
  nodeId: '',
  method: 'POST',
  url,
  shownUrl: url,
  headers: [],
  body: JSON.stringify(alarm),
  contentType: 'application/json',
  followRedirects: 0,
  timeoutMs: TIMEOUT_MS,
})
