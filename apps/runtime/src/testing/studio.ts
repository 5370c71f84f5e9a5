/** A studio for tests: the real server on a free port, with databases of its own. Every answer is held to KAZOO's schemas. */

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { encodeRequest, type FlowDocument, type KazooProfile } from '@callflow-studio/model'
import { allModules, kazooRefusals } from '@callflow-studio/model/testing'
import { pino } from 'pino'
import { parseConfig } from '../config.ts'
import { startServer } from '../server.ts'
import { LANES } from '../store/lanes.ts'
import { createNoPeers } from '../workers/peers.ts'
import { BUILT_DIR } from './build-for-tests.ts'
import { checkOutput } from './check-output.ts'
import { type Received, type Sent, send } from './http.ts'
import { storeEnvironment } from './test-store.ts'

export interface Module {
  module: string
  data: Record<string, unknown>
  children?: Record<string, Module>
}

interface PivotAnswer extends Received {
  tree: Module
}

export interface TestStudio {
  url: string
  dataDir: string
  /** What was logged so far. */
  log: () => string
  /** Everything that is stored, as one text. */
  stored: () => string
  send: (path: string, sent?: Sent) => Promise<Received>
  /** @returns the answer's JSON; throws where the status is another than expected. */
  api: <T = Record<string, unknown>>(method: string, path: string, body?: unknown, status?: number) => Promise<T>
  /** A flow that is published at once. */
  publish: (document: FlowDocument, name?: string) => Promise<{ id: string; pivotUrl: string }>
  /** Asks as KAZOO does. */
  ask: (url: string, params?: Record<string, unknown>) => Promise<PivotAnswer>
  /**
   * Ends the server in order and starts another one on the same data.
   * @param between done while no server runs
   */
  restart: (environment?: Record<string, string>, between?: () => void | Promise<void>) => Promise<void>
  stop: () => Promise<void>
}

export const CALL: Record<string, unknown> = {
  'Account-ID': '4e1a5b0c9d2f4a6e8b7c3d1f0a9e8d7c',
  'Call-ID': '829597750@10.26.0.158',
  'Caller-ID-Name': 'Alice Example',
  'Caller-ID-Number': '+14155550100',
  From: '+14155550100',
  To: '+18005550199',
}

export interface StudioOptions {
  /** The folder of another studio, which removes it. */
  dataDir?: string
  environment?: Record<string, string>
  now?: () => Date
  /** How long a replay of the last calls of a flow may take. */
  replayMaxMs?: number
}

let nextLane = 0

export async function startStudio({
  environment = {},
  now,
  replayMaxMs,
  dataDir: shared,
}: StudioOptions = {}): Promise<TestStudio> {
  const dataDir = shared ?? mkdtempSync(join(tmpdir(), 'callflow-studio-'))
  let log = ''
  const keep = (line: string): void => {
    log += line
  }
  const logger = pino({ level: 'debug' }, { write: keep })
  const start = async (more: Record<string, string> = {}) => {
    const store = await storeEnvironment(dataDir)
    const own = { PORT: '0', DATA_DIR: dataDir, STUDIO_EXAMPLES: 'false', ...store }
    const parsed = parseConfig({ ...own, ...environment, ...more })
    if (!parsed.ok) throw new Error(parsed.mistakes.join('\n'))
    return startServer({
      config: parsed.config,
      logger,
      workersUrl: pathToFileURL(`${BUILT_DIR}/`),
      designerDir: join(BUILT_DIR, 'designer'),
      version: '0.0.0',
      peers: createNoPeers(nextLane++ % LANES),
      isKeeper: true,
      leadMs: 0, // nobody connects while a test stops it
      beginsLogLate: true, // most tests make no call, and the thread costs more than they do
      ...(now ? { now } : {}),
      ...(replayMaxMs === undefined ? {} : { replayMaxMs }),
    })
  }
  let server = await start()
  const profiles = new Map<string, KazooProfile>()
  const studio: TestStudio = {
    url: `http://127.0.0.1:${server.port}`,
    dataDir,
    log: () => log,
    stored: () =>
      readdirSync(dataDir, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'latin1'))
        .join('\n'),
    send: (path, sent) => send(studio.url + path, sent),
    async api<T>(method: string, path: string, body?: unknown, status = 200) {
      const received = await studio.send(`/api${path}`, {
        method,
        ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      })
      if (received.status !== status)
        throw new Error(`${method} ${path}: ${received.status} ${received.text}\n${log.slice(-2000)}`)
      const answer = received.text === '' ? {} : JSON.parse(received.text)
      if (received.status < 300) checkOutput(method, path, answer)
      return answer as T
    },
    async publish(document, name = 'A flow') {
      const { id, pivotUrl } = await studio.api<{ id: string; pivotUrl: string }>(
        'POST',
        '/flows',
        { name, document },
        201,
      )
      await studio.api('POST', `/flows/${id}/publish`, {})
      profiles.set(keyOf(pivotUrl), document.settings.kazoo ?? 'any')
      return { id, pivotUrl }
    },
    async ask(url, params = {}) {
      const target = { voiceUrl: url, method: 'post', reqFormat: 'kazoo', bodyFormat: 'json' } as const
      const { body, contentType } = encodeRequest(target, { ...CALL, ...params })
      const moved = url.replace(/^http:\/\/[^/]+/, studio.url) // after a restart the port is another one
      const received = await send(moved, { method: 'POST', headers: { 'content-type': contentType }, body })
      const tree = JSON.parse(received.text) as Module
      if (received.status === 200) {
        const refusals = kazooRefusals(tree, { profile: profiles.get(keyOf(url)) ?? 'any', allowLoopback: true })
        if (refusals.length > 0) throw new Error(`KAZOO refuses the answer: ${refusals.join('; ')}\n${received.text}`)
      }
      return { ...received, tree }
    },
    async restart(more, between) {
      await server.stop()
      await between?.()
      server = await start(more)
      studio.url = `http://127.0.0.1:${server.port}`
    },
    async stop() {
      await server.stop()
      if (shared === undefined) rmSync(dataDir, { recursive: true, force: true })
    },
  }
  return studio
}

/** What tells the flow in an address of Pivot: `/pivot/<key>/…`. */
const keyOf = (url: string): string => new URL(url).pathname.split('/')[2] ?? ''

/** The address of the first continuation in an answer. */
export function continuationOf(tree: Module): string {
  const url = allModules(tree).find(({ module }) => module === 'pivot')?.data.voice_url
  if (typeof url !== 'string') throw new Error('The answer holds no continuation.')
  return url
}

/** The module along these keys. */
export function at(tree: Module, ...keys: string[]): Module | undefined {
  let found: Module | undefined = tree
  for (const key of keys) found = found?.children?.[key]
  return found
}

/** The collection that an answer asks for. */
export function collectionOf(tree: Module): string {
  const name = allModules(tree).find(({ module }) => module === 'collect_dtmf')?.data.collection_name
  if (typeof name !== 'string') throw new Error('The answer asks for no digits.')
  return name
}
