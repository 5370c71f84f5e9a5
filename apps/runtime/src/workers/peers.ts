/** The other workers of this studio, as one of them sees them. */
import type { PeerNews, ProcessReport, SupervisorSays, WorkerRole, WorkerSays } from './messages.ts'

export interface Peers {
  /** How many processes share the work, this one included. */
  count: number
  /** Keeps the ids of log entries apart. */
  lane: number
  /** Tells all others. */
  tell: (news: PeerNews) => void
  /** Is told by all others. */
  listen: (hear: (news: PeerNews) => void) => void
  /** @returns this process's report and those of all others */
  collect: (own: () => ProcessReport) => Promise<ProcessReport[]>
  /** @param read what others get when they collect */
  report: (read: () => ProcessReport) => void
}

/** Of a studio that is one process. */
export const createNoPeers = (lane: number): Peers => ({
  count: 1,
  lane,
  tell: () => undefined,
  listen: () => undefined,
  collect: async (own) => [own()],
  report: () => undefined,
})

/** What the supervisor orders. */
interface Orders {
  keep: () => void
  leave: () => void
  end: () => void
}

export interface ConnectedPeers extends Peers {
  /** Tells the supervisor that this worker answers, and takes its orders. */
  ready: (port: number, orders: Orders) => void
  /**
   * The last word, once the server is closed: what this worker has counted is not lost with it, and a connection that the supervisor
   * was just passing on is given back.
   */
  farewell: () => Promise<void>
}

/** The messages between a worker and its supervisor. */
export interface Channel {
  /** @param done called when the message is sent, or cannot be */
  send: (message: WorkerSays, done: () => void) => void
  onMessage: (hear: (message: SupervisorSays) => void) => void
}

/** A supervisor that is gone does not answer. */
const FAREWELL_WITHIN_MS = 1000

export function connectPeers(channel: Channel, { count, lane }: WorkerRole): ConnectedPeers {
  let hear: (news: PeerNews) => void = () => undefined
  let read: (() => ProcessReport) | null = null
  let orders: Orders | null = null
  let lastId = 0
  let onFarewell = (): void => undefined
  const waiting = new Map<number, (reports: ProcessReport[]) => void>()
  const say = (message: WorkerSays): void => channel.send(message, () => undefined)

  channel.onMessage((message) => {
    switch (message.kind) {
      case 'news':
        return hear(message.news)
      case 'report':
        return read && say({ kind: 'reported', report: read() })
      case 'collected':
        waiting.get(message.id)?.(message.reports)
        return waiting.delete(message.id)
      case 'farewell':
        return onFarewell()
      case 'keep':
      case 'leave':
      case 'end':
        return orders?.[message.kind]()
    }
  })

  return {
    count,
    lane,
    tell: (news) => say({ kind: 'news', news }),
    listen: (next) => {
      hear = next
    },
    collect: () =>
      new Promise((resolve) => {
        const id = ++lastId
        waiting.set(id, resolve)
        say({ kind: 'collect', id })
      }),
    report: (next) => {
      read = next
    },
    ready(port, taken) {
      orders = taken
      say({ kind: 'ready', port })
    },
    farewell: () =>
      new Promise((resolve) => {
        onFarewell = resolve
        if (read) say({ kind: 'reported', report: read() })
        say({ kind: 'farewell' })
        setTimeout(resolve, FAREWELL_WITHIN_MS)
      }),
  }
}
