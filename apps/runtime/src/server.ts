/** Opens everything, listens, and closes it all again without cutting off an answer or losing a log entry. */
import { randomBytes } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setImmediate as turn } from 'node:timers/promises'
import { createTableSchema } from '@callflow-studio/model/api'
import type { Logger } from 'pino'
import { createAlarms } from './alarms/alarms.ts'
import { createTries } from './api/password-tries.ts'
import { type App, createApp } from './app.ts'
import { openCallLog } from './calls/call-log.ts'
import { createProbes } from './calls/probes.ts'
import { SYSTEM } from './changes/actor.ts'
import { createChange } from './changes/change.ts'
import { createFollower, type Follower } from './changes/follower.ts'
import { createWriteQueue } from './changes/write-queue.ts'
import { cleanUpSteadily } from './clean-up/clean-up.ts'
import type { Config } from './config.ts'
import { createConnections } from './connections/connections.ts'
import { createKazooAccounts } from './connections/kazoo-accounts.ts'
import { createSealer } from './continuation/sealer.ts'
import { readOrMakeSecret } from './continuation/studio-secret.ts'
import { createUploadSealer } from './continuation/upload-sealer.ts'
import { createDocuments } from './documents/documents.ts'
import type { DocumentsAnswers, ToDocuments } from './documents/worker-protocol.ts'
import { addExamples } from './flows/add-examples.ts'
import { configuredFlowSettings } from './flows/configured-flow-settings.ts'
import { createFlowSummaries } from './flows/flow-summaries.ts'
import { createFlowTests } from './flows/flow-tests.ts'
import { createFlows } from './flows/flows.ts'
import { createPublishedFlows, type PublishedFlows } from './flows/published-flows.ts'
import { createTestRuns } from './flows/test-runs.ts'
import { createUsage } from './flows/usage.ts'
import { createLookUps } from './outbound/look-up.ts'
import { createKazooSender } from './outbound/send-to-kazoo.ts'
import { openRecordings } from './recordings/recordings.ts'
import { MAX_REPLAY_MS } from './replays/replay-last-calls.ts'
import { createSecretProbe } from './secrets/seal-secret.ts'
import { createSecrets } from './secrets/secrets.ts'
import { createSettings } from './settings/settings.ts'
import { readReport } from './site/metrics.ts'
import { hasCallLog, openStorage } from './store/open.ts'
import type { Storage } from './store/storage.ts'
import { createSwitches } from './switches/switches.ts'
import { createTables } from './tables/tables.ts'
import type { TablesAnswers, ToTables } from './tables/worker-protocol.ts'
import { startThread } from './threads/thread.ts'
import { LAST_TO_CLOSE, REPLACED, watchConnections } from './watch-connections.ts'
import type { Peers } from './workers/peers.ts'

export interface ServerOptions {
  config: Config
  logger: Logger
  /** Where the bundled threads are: `call-log-worker.js`, `tables-worker.js`, `documents-worker.js`. */
  workersUrl: URL
  designerDir: string
  version: string
  peers: Peers
  /** Whether this process cleans up, from the start on. */
  isKeeper: boolean
  now?: () => Date
  /** Whether a log that does not exist is begun with the first call. Without it, the thread is there before the call is. */
  beginsLogLate?: boolean
  /** For how long a server that stops still takes new connections; by default as long as load balancers need to notice. */
  leadMs?: number
  /** How long a replay of the last calls of a flow may take. */
  replayMaxMs?: number
}

export interface RunningServer {
  port: number
  /** Cleans up from now on, if it did not before. */
  keep: () => void
  /**
   * Answers what is under way, for 4 s at most, then writes the call log and closes the databases.
   * @param how `isReplaced`: others answer new connections meanwhile
   */
  stop: (how?: { isReplaced: boolean }) => Promise<void>
}

/** @throws if a database cannot be opened or the port is taken */
export async function startServer({
  config,
  logger,
  workersUrl,
  designerDir,
  version,
  peers,
  isKeeper,
  now = () => new Date(),
  beginsLogLate = false,
  leadMs = LAST_TO_CLOSE.leadMs,
  replayMaxMs = MAX_REPLAY_MS,
}: ServerOptions): Promise<RunningServer> {
  const time = () => now().getTime()
  const onProblem = (message: string): void => logger.error(message)
  const { dataDir, databaseUrl } = config
  const location = { dataDir, databaseUrl }
  const studioSecrets = config.secrets.length > 0 ? config.secrets : [readOrMakeSecret(dataDir)]
  const storage = await openStorage(location, { probe: createSecretProbe(studioSecrets), onProblem })
  const enqueueWrite = createWriteQueue(storage.check)
  const follower = createFollower({
    storage,
    onProblem: (error) => logger.error({ err: error }, 'Changes could not be read. They are read again.'),
  })
  const push: Follower['push'] = (made) => {
    peers.tell({ kind: 'changed' })
    return follower.push(made)
  }
  const change = createChange({ storage, enqueueWrite, follower: { push }, now })
  const published = createPublishedFlows({ storage, follower, defaultProfile: config.kazooVersion, onProblem })
  const documentsThread = startThread<ToDocuments, DocumentsAnswers>({
    url: new URL('documents-worker.js', workersUrl),
    opensWith: null,
    name: 'documents',
    onDeath: (error) => logger.error({ err: error }, 'The documents’ thread ended.'),
  })
  const documents = createDocuments(documentsThread, {
    defaultProfile: config.kazooVersion,
    allowedHosts: config.allowedHosts,
    published,
    readVersion: storage.readVersion,
    tables: () => tables,
    switches: () => switches,
    secrets: () => secrets,
  })
  const summaries = createFlowSummaries({ storage, enqueueWrite, summarize: documents.summarize })
  const tests = createFlowTests({ storage, change, split: documents.splitTests, now })
  const testRuns = createTestRuns({ storage, enqueueWrite, runTests: documents.runTests, now })
  const flows = createFlows({
    storage,
    change,
    published,
    summaries,
    now,
    check: documents.judge,
    runTests: testRuns.judge,
  })
  const secrets = createSecrets({ storage, change, enqueueWrite, studioSecrets, now })
  const kazooSender = createKazooSender(config.allowedHosts)
  const connections = createConnections({ storage, change, enqueueWrite, studioSecrets, send: kazooSender.send, now })
  const switches = createSwitches({ storage, change, now })
  const settings = createSettings({ storage, change, variables: config.limits })
  const tablesThread = startThread<ToTables, TablesAnswers>({
    url: new URL('tables-worker.js', workersUrl),
    opensWith: location,
    name: 'tables',
    onDeath: (error) => logger.error({ err: error }, 'The tables’ thread ended.'),
  })
  const tables = createTables({ storage, follower, change, enqueueWrite, thread: tablesThread, now })
  await follower.start(
    [published, secrets, connections, switches, settings, tables].map(({ projection }) => projection),
  )
  const recordings = openRecordings({
    dataDir,
    storage,
    change,
    enqueueWrite,
    limits: () => {
      const { recordingsDays, recordingsMaxMb } = settings.kept()
      return { days: recordingsDays, totalBytes: recordingsMaxMb * MEBIBYTE }
    },
    maxFileBytes: config.recordingFileBytes,
    now,
  })
  const lookUps = createLookUps(config.allowedHosts)
  const callLog = openCallLog({
    location,
    workerUrl: new URL('call-log-worker.js', workersUrl),
    now: time,
    kept: settings.kept,
    lane: peers.lane,
    processes: peers.count,
    onProblem: (message, error) => logger.error({ err: error }, message),
  })
  const alarms = createAlarms({
    callLog,
    settings,
    storage,
    send: lookUps.lookUp,
    onProblem: (why) => logger.warn(`An alarm could not be sent: ${why}`),
    now: time,
  })
  if (isKeeper && config.examples && (await storage.flows.count()) === 0)
    await addExamples(
      flows,
      {
        // A start that was cut off has made it already.
        table: async ({ id, ...input }) =>
          void (tables.find(id) ?? (await tables.create(SYSTEM, createTableSchema.parse(input), id))),
        switch: async ({ id, name }) => void (switches.find(id) ?? (await switches.create(SYSTEM, name, id))),
        tests: (flowId, text) => tests.create(SYSTEM, flowId, text),
      },
      configuredFlowSettings(config),
    )

  const tries = createTries(time, (address, isRight) => peers.tell({ kind: 'password', address, isRight }))
  const previewSecrets = [randomBytes(32).toString('base64url')]
  let isStopping = false
  /** Load balancers are to go elsewhere. */
  let isLeaving = false
  const app = createApp({
    config,
    flows,
    tests,
    testRuns,
    summaries,
    published,
    change,
    callLog,
    alarms,
    settings,
    probes: createProbes(studioSecrets, time),
    tries,
    collectReports: () => peers.collect(() => readReport(callLog)),
    tables,
    secrets,
    connections,
    kazoo: createKazooAccounts(connections, time),
    switches,
    recordings,
    onCallsDeleted: (requests) => logger.info({ requests }, 'Calls were deleted from the log.'),
    onRecordingDeleted: (recordingId) => logger.info({ recordingId }, 'A recording was deleted.'),
    lookUps,
    documents,
    replayMaxMs,
    lookForChanges: follower.look,
    usage: createUsage(storage, documents.mentions),
    sealer: createSealer(studioSecrets, time),
    uploadSealer: createUploadSealer(studioSecrets, time),
    previewSealer: createSealer(previewSecrets, time),
    previewUploadSealer: createUploadSealer(previewSecrets, time),
    designerDir,
    logger,
    now,
    version,
    readiness: async () => {
      if (isLeaving) return { kazoo: false, designer: false }
      const isThere = await isStorageThere(storage)
      return { kazoo: isThere || storage.canBeAway, designer: isThere }
    },
  })
  const { server, connections: sockets } = await listen(app, config)
  peers.listen((news) => {
    if (news.kind === 'changed') void follower.catchUp()
    else tries.hear(news.address, news.isRight)
  })
  peers.report(() => readReport(callLog))
  if (!beginsLogLate || hasCallLog(location)) callLog.begin()
  const warmedUp = warmUp(published, () => isStopping, logger)
  let cleaning: ReturnType<typeof cleanUpSteadily> | null = null

  function keep(): void {
    if (cleaning || isStopping) return
    cleaning = cleanUpSteadily({ tables, recordings, storage, change, enqueueWrite, kept: settings.kept, logger, now })
    callLog.keepSmall()
    alarms.watch()
    void warmedUp
      .then(() => summaries.fill(() => isStopping))
      .catch((error: unknown) => logger.error({ err: error }, 'The list of flows could not be brought up to date.'))
  }
  if (isKeeper) keep()

  async function stop({ isReplaced } = { isReplaced: false }): Promise<void> {
    if (isStopping) return
    isStopping = true
    isLeaving = !isReplaced
    callLog.feed.end()
    await sockets.close(isReplaced ? REPLACED : { ...LAST_TO_CLOSE, leadMs })
    await alarms.stop()
    await lookUps.close()
    await kazooSender.close()
    await cleaning?.stop()
    await follower.stop()
    await documentsThread.ask({ kind: 'close' })
    await tablesThread.ask({ kind: 'close' })
    await callLog.close()
    await storage.close()
  }
  return { port: (server.address() as AddressInfo).port, keep, stop }
}

async function isStorageThere({ ping }: Pick<Storage, 'ping'>): Promise<boolean> {
  try {
    await ping()
    return true
  } catch {
    return false // a database that cannot be read is what the question is about
  }
}

/** Prepares what is live, one flow after the other. A call that comes before its turn waits for its own flow. */
async function warmUp(published: PublishedFlows, isStopping: () => boolean, logger: Logger): Promise<void> {
  for (const id of published.ids()) {
    await turn()
    if (isStopping()) return
    try {
      await published.load(id, null, published.epoch())
    } catch (error) {
      logger.error({ err: error, flowId: id }, 'A flow could not be read before its first call.')
    }
  }
}

const MEBIBYTE = 1024 * 1024

/** KAZOO keeps its connections for 120 s; one that we close in the same moment is a request that fails. */
const KEEP_ALIVE_MS = 125_000

interface Listening {
  server: Server
  connections: ReturnType<typeof watchConnections>
}

function listen(app: App, config: Config): Promise<Listening> {
  return new Promise((resolve, reject) => {
    const server = createServer(
      {
        maxHeaderSize: 64 * 1024, // tokens are long, and KAZOO's GETs carry everything in the address
        headersTimeout: 10_000,
        requestTimeout: 120_000, // as long as KAZOO takes to upload a recording
        ...(config.pivotKeepAlive ? { keepAliveTimeout: KEEP_ALIVE_MS } : {}),
      },
      app.handle,
    )
    const connections = watchConnections(server)
    server.once('error', reject)
    server.on('clientError', app.onClientError)
    server.listen(config.port, config.host, () => resolve({ server, connections }))
  })
}
