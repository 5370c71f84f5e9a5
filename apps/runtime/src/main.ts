/** Starts the server, or a supervisor with several of them; the only reader of `process.env`. */
import cluster from 'node:cluster'
import { randomInt } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { pino } from 'pino'
import packageJson from '../package.json' with { type: 'json' }
import { parseConfig } from './config.ts'
import type { RunningServer, ServerOptions } from './server.ts'
import { startProblemOf } from './start-problem.ts'
import { LANES } from './store/lanes.ts'
import { ROLE_VARIABLE, type SupervisorSays, type WorkerRole } from './workers/messages.ts'
import { type Channel, connectPeers, createNoPeers } from './workers/peers.ts'
import { superviseWorkers } from './workers/supervise.ts'

const parsed = parseConfig(process.env)
if (!parsed.ok) {
  for (const mistake of parsed.mistakes) console.error(mistake)
  process.exit(1)
}
const { config } = parsed
const role = process.env[ROLE_VARIABLE]
const isWorker = cluster.isWorker && role !== undefined
const logger = pino({ base: isWorker ? { worker: process.pid } : null, timestamp: pino.stdTimeFunctions.isoTime })

/** The studio as one process. */
async function serve(): Promise<void> {
  const server = await start({ peers: createNoPeers(randomInt(LANES)), isKeeper: true })
  onSignals(['SIGTERM', 'SIGINT', 'SIGHUP'], () => void end(server.stop))
  sayReady(server.port)
}

/** One of several processes. Signals to end go to the supervisor; a terminal sends its own to all. */
async function work(role: WorkerRole): Promise<void> {
  const peers = connectPeers(channel, role)
  const server = await start({ peers, isKeeper: role.isKeeper })
  let isEnding = false
  const leave = async (isReplaced: boolean): Promise<void> => {
    if (isEnding) return
    isEnding = true
    await end(async () => {
      await server.stop({ isReplaced })
      await peers.farewell()
    })
  }
  process.on('SIGINT', () => undefined)
  process.on('SIGHUP', () => undefined)
  process.on('SIGTERM', () => void leave(false))
  // Without a supervisor, Node.js would end a worker on the spot.
  process.prependListener('disconnect', () => {
    if (cluster.worker) cluster.worker.exitedAfterDisconnect = true
    void leave(false)
  })
  peers.ready(server.port, { keep: server.keep, leave: () => void leave(true), end: () => void leave(false) })
}

const channel: Channel = {
  send: (message, done) => (process.send && process.connected ? process.send(message, done) : done()),
  onMessage: (hear) => process.on('message', (message) => hear(message as SupervisorSays)),
}

async function supervise(): Promise<void> {
  const supervisor = superviseWorkers({
    count: config.workers,
    lanes: LANES,
    keepsConnections: config.pivotKeepAlive,
    logger,
  })
  const stop = async (): Promise<void> => {
    if (!(await supervisor.end())) throw new Error('A worker did not end in order.')
  }
  const isAtTerminal = [process.stdin, process.stdout, process.stderr].some(({ isTTY }) => isTTY)
  let isEnding = false
  onSignals(['SIGTERM', 'SIGINT', ...(isAtTerminal ? (['SIGHUP'] as const) : [])], () => {
    isEnding = true
    void end(stop)
  })
  if (!isAtTerminal) process.on('SIGHUP', supervisor.roll)
  const port = await supervisor.ready
  if (port !== null) sayReady(port)
  else if (!isEnding) process.exit(1)
}

/** Ends the process where the server does not start. */
async function start(more: Pick<ServerOptions, 'peers' | 'isKeeper'>): Promise<RunningServer> {
  try {
    const { startServer } = await import('./server.ts') // most of the memory of a supervisor, which needs none of it
    return await startServer({
      config,
      logger,
      workersUrl: new URL('./', import.meta.url),
      designerDir: fileURLToPath(new URL('../../designer/dist', import.meta.url)),
      version: packageJson.version,
      ...more,
    })
  } catch (error) {
    const sentence = startProblemOf(error, config)
    if (sentence === null) logger.fatal({ err: error }, 'Callflow Studio could not start.')
    else console.error(sentence)
    process.exit(1)
  }
}

/** One Ctrl+C may arrive twice, from the terminal and from `npm start`: the second must not cut the first short. */
function onSignals(signals: readonly NodeJS.Signals[], begin: () => void): void {
  let isEnding = false
  for (const signal of signals)
    process.on(signal, () => {
      if (isEnding) return
      isEnding = true
      begin()
    })
}

function sayReady(port: number): void {
  const { host, publicUrl, kazooVersion, workers } = config
  logger.info({ host, port, publicUrl, kazooVersion, ...(workers > 1 ? { workers } : {}) }, 'Callflow Studio is ready.')
}

async function end(stop: () => Promise<void>): Promise<void> {
  logger.info(`${isWorker ? 'A worker' : 'Callflow Studio'} ends: it answers what is under way.`)
  try {
    await stop()
    process.exit(0)
  } catch (error) {
    logger.fatal({ err: error }, 'Callflow Studio could not end in order.')
    process.exit(1)
  }
}

if (isWorker) await work(JSON.parse(role) as WorkerRole)
else if (config.workers > 1) await supervise()
else await serve()
