/**
 * Several processes that answer on one port (decision 0041). This process answers nothing itself: it starts workers, replaces
 * those that die, passes on what they tell each other, and ends them.
 */
import cluster, { type Worker } from 'node:cluster'
import { randomInt } from 'node:crypto'
import type { Logger } from 'pino'
import { type ProcessReport, ROLE_VARIABLE, type SupervisorSays, type WorkerRole, type WorkerSays } from './messages.ts'

export interface Supervisor {
  /** The port once all workers answer; null where the first one could not start, and has said why, or where the end came first. */
  ready: Promise<number | null>
  /** Replaces one worker after the other, each once its successor answers. */
  roll: () => void
  /** Ends all, those too that still start. @returns whether all workers that answered ended in order */
  end: () => Promise<boolean>
}

export interface SuperviseOptions {
  count: number
  /** How many lanes there are, see `WorkerRole`. */
  lanes: number
  /** Whether connections carry many requests. */
  keepsConnections: boolean
  logger: Pick<Logger, 'info' | 'warn' | 'error'>
}

interface Member {
  worker: Worker
  startedAt: number
  isReady: boolean
  isLeaving: boolean
  /** The latest one. */
  report: ProcessReport | null
}

/** A worker that has lived so long did not die of its start. */
const LONG_LIFE_MS = 10_000
const FIRST_PAUSE_MS = 500
const MAX_PAUSE_MS = 30_000
/** How long `/metrics` waits for a worker; one that is busy counts with its latest report. */
const REPORT_WITHIN_MS = 500
/** A worker answers what is under way for 4 s at most, then writes its log. */
const END_WITHIN_MS = 10_000

export function superviseWorkers(options: SuperviseOptions): Supervisor {
  const { count, lanes, keepsConnections, logger } = options
  // Connections that KAZOO closes after each answer are accepted by a worker that is idle: passing each one on costs a quarter of
  // its request. Kept ones are dealt out in turn, since one idle worker could accept them all.
  cluster.schedulingPolicy = keepsConnections ? cluster.SCHED_RR : cluster.SCHED_NONE
  const firstLane = randomInt(lanes)
  const members = new Set<Member>()
  let started = 0
  let port = 0
  let keeper: Member | null = null
  /** Deaths in a row of workers that had just started. */
  let earlyDeaths = 0
  let isStarted = false
  let isEnding = false
  let areAllWell = true
  let onEmpty = (): void => undefined
  /** What workers that have ended had counted. */
  const retired: Record<string, number> = {}
  /** Those whose reports are waited for. */
  const reporting = new Set<{ waitsFor: Set<Member>; done: () => void }>()

  const active = (): Member[] => [...members].filter(({ isLeaving }) => !isLeaving)

  function tell({ worker }: Member, message: SupervisorSays): void {
    if (worker.isConnected()) worker.send(message, () => undefined) // one that dies meanwhile hears nothing
  }

  /** @returns null where it ends before it answers */
  function start(isKeeper = false): Promise<Member | null> {
    const role: WorkerRole = { count, lane: (firstLane + started++) % lanes, isKeeper }
    const worker = cluster.fork({ [ROLE_VARIABLE]: JSON.stringify(role) })
    const member: Member = { worker, startedAt: performance.now(), isReady: false, isLeaving: false, report: null }
    members.add(member)
    if (isKeeper) keeper = member
    return new Promise((resolve) => {
      worker.on('message', (message: WorkerSays) => {
        if (message.kind === 'ready') {
          member.isReady = true
          port = message.port
          logger.info({ worker: worker.process.pid }, 'A worker is ready.')
          if (member === keeper) sayKeeper(member)
          else appointKeeper()
          resolve(member)
        } else hear(member, message)
      })
      worker.on('error', (error) => logger.error({ err: error }, 'A worker could not be started or reached.'))
      worker.on('exit', (code, signal) => {
        bury(member, code, signal)
        resolve(null)
      })
    })
  }

  function hear(from: Member, message: Exclude<WorkerSays, { kind: 'ready' }>): void {
    if (message.kind === 'news') {
      for (const member of members) if (member !== from) tell(member, message)
    } else if (message.kind === 'reported') {
      from.report = message.report
      ceaseWaiting(from)
    } else if (message.kind === 'farewell') tell(from, message)
    else collect((reports) => tell(from, { kind: 'collected', id: message.id, reports }))
  }

  function collect(take: (reports: ProcessReport[]) => void): void {
    const collection = {
      waitsFor: new Set([...members].filter(({ isReady }) => isReady)),
      done() {
        clearTimeout(timer)
        reporting.delete(collection)
        const own = { counters: { ...retired }, memoryBytes: process.memoryUsage.rss(), upSeconds: process.uptime() }
        take([own, ...[...members].flatMap(({ report }) => report ?? [])])
      },
    }
    const timer = setTimeout(collection.done, REPORT_WITHIN_MS)
    reporting.add(collection)
    for (const member of collection.waitsFor) tell(member, { kind: 'report' })
  }

  function ceaseWaiting(member: Member): void {
    for (const { waitsFor, done } of reporting) if (waitsFor.delete(member) && waitsFor.size === 0) done()
  }

  function bury(member: Member, code: number | null, signal: string | null): void {
    members.delete(member)
    for (const [name, value] of Object.entries(member.report?.counters ?? {}))
      retired[name] = (retired[name] ?? 0) + value
    ceaseWaiting(member)
    if (keeper === member) keeper = null
    appointKeeper()
    if (code !== 0 && member.isReady) areAllWell = false
    if (isEnding) {
      if (members.size === 0) onEmpty()
      return
    }
    if (member.isLeaving || port === 0) return // replaced already, or the first one: the studio does not start
    const isEarly = performance.now() - member.startedAt < LONG_LIFE_MS
    earlyDeaths = isEarly ? earlyDeaths + 1 : 0
    const pauseMs = earlyDeaths < 2 ? 0 : Math.min(MAX_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (earlyDeaths - 2))
    logger.warn({ worker: member.worker.process.pid, code, signal, pauseMs }, 'A worker ended.')
    setTimeout(fill, pauseMs)
  }

  function fill(): void {
    while (!isEnding && active().length < count) void start()
  }

  /** Clean-up is done by one of them. */
  function appointKeeper(): void {
    if (keeper || isEnding) return
    keeper = active().findLast(({ isReady }) => isReady) ?? null // the youngest: it leaves last
    if (!keeper) return
    sayKeeper(keeper)
    tell(keeper, { kind: 'keep' })
  }

  const sayKeeper = ({ worker }: Member): void => logger.info({ worker: worker.process.pid }, 'This worker cleans up.')

  let rolling: Promise<void> | null = null
  let isRollAgain = false

  async function replaceAll(): Promise<void> {
    logger.info('The workers are replaced, one after the other.')
    for (const old of active()) {
      const next = await start()
      if (isEnding) return
      if (!next) return logger.error('A new worker did not start, so the others stay.')
      old.isLeaving = true
      if (keeper === old) keeper = null
      appointKeeper()
      tell(old, { kind: 'leave' })
    }
    logger.info('The workers are replaced.')
  }

  function roll(): void {
    if (!isStarted) return // all are new
    if (rolling) {
      isRollAgain = true
      return
    }
    rolling = replaceAll().finally(() => {
      rolling = null
      if (isRollAgain && !isEnding) roll()
      isRollAgain = false
    })
  }

  async function end(): Promise<boolean> {
    isEnding = true
    areAllWell = true
    const ended = new Promise<void>((resolve) => {
      onEmpty = resolve
    })
    for (const member of members)
      if (member.isReady) tell(member, { kind: 'end' })
      else member.worker.process.kill('SIGTERM')
    if (members.size === 0) return areAllWell
    const force = setTimeout(() => {
      for (const { worker } of members) worker.process.kill('SIGKILL')
    }, END_WITHIN_MS)
    await ended
    clearTimeout(force)
    return areAllWell
  }

  async function startAll(): Promise<number | null> {
    // The first one alone: it brings the database up to date, and what keeps it from starting is said once.
    if (!(await start(true)) || isEnding) return null
    await Promise.all(Array.from({ length: count - 1 }, () => start()))
    isStarted = true
    return isEnding ? null : port
  }

  return { ready: startAll(), roll, end }
}
