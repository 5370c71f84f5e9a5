/** What workers and their supervisor say to each other. */

/** What one worker tells all others. */
export type PeerNews =
  /** Something was changed: there are new rows of `changes`. */
  | { kind: 'changed' }
  /** Somebody at this address sent a wrong password, or the right one after wrong ones. */
  | { kind: 'password'; address: string; isRight: boolean }

/** Figures of one process, for `/metrics`. */
export interface ProcessReport {
  /** By the name of the metric with its labels: numbers that only grow. */
  counters: Readonly<Record<string, number>>
  memoryBytes: number
  upSeconds: number
}

export type WorkerSays =
  | { kind: 'ready'; port: number }
  | { kind: 'news'; news: PeerNews }
  /** Asks for the reports of all workers. */
  | { kind: 'collect'; id: number }
  /** Answers `report`, or is the last word of a worker that ends. */
  | { kind: 'reported'; report: ProcessReport }
  /** It accepts no more connections, and leaves once it is answered. */
  | { kind: 'farewell' }

export type SupervisorSays =
  | { kind: 'news'; news: PeerNews }
  /** Clean up from now on. */
  | { kind: 'keep' }
  /** Another worker has taken its place: answer what is under way, then end. */
  | { kind: 'leave' }
  /** The studio ends. */
  | { kind: 'end' }
  | { kind: 'report' }
  /** Answers a worker's. It comes after all connections that were passed on to that worker. */
  | { kind: 'farewell' }
  | { kind: 'collected'; id: number; reports: ProcessReport[] }

/** What a worker is told before it starts. */
export interface WorkerRole {
  /** Of how many workers it is one. */
  count: number
  /** Keeps the ids of its log entries apart from those of others. */
  lane: number
  isKeeper: boolean
}

/** The variable of the environment that holds a `WorkerRole` as JSON. */
export const ROLE_VARIABLE = 'CALLFLOW_STUDIO_WORKER'
