/** The bundled server as a process of its own: for what ends, kills or starves a process. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { BUILT_DIR } from './build-for-tests.ts'
import { storeEnvironment } from './test-store.ts'

/** Where Node.js keeps the compiled bundle from one start to the next: that is a third of a start. */
const COMPILED_DIR = join(BUILT_DIR, 'compiled')

export interface SpawnedServer {
  url: string
  /** What it wrote so far, to both streams. */
  output: () => string
  /** Sends a signal that it survives. */
  signal: (signal: NodeJS.Signals) => void
  /** @returns its exit code; null where a signal ended it */
  kill: (signal: NodeJS.Signals) => Promise<number | null>
}

export interface SpawnOptions {
  dataDir: string
  environment?: Record<string, string>
  /** No file may grow beyond this many blocks of 512 bytes: to SQLite it is a disk that is full. */
  fileBlocks?: number
}

/** @throws with all it wrote, and its exit code as the cause, where it ends before it listens */
export async function spawnServer({ dataDir, environment = {}, fileBlocks }: SpawnOptions): Promise<SpawnedServer> {
  const store = await storeEnvironment(dataDir)
  const main = join(BUILT_DIR, 'main.js')
  const limited = fileBlocks === undefined ? [] : ['-c', `ulimit -f ${fileBlocks}; exec "$0" "$@"`]
  const command = fileBlocks === undefined ? process.execPath : '/bin/sh'
  const child = spawn(command, fileBlocks === undefined ? [main] : [...limited, process.execPath, main], {
    env: {
      PORT: '0',
      DATA_DIR: dataDir,
      STUDIO_EXAMPLES: 'false',
      NODE_COMPILE_CACHE: COMPILED_DIR,
      ...store,
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  let text = ''
  const port = await new Promise<number>((resolve, reject) => {
    const keep = (chunk: Buffer): void => {
      text += chunk.toString()
      const found = /"port":(\d+)/.exec(text)
      if (found) resolve(Number(found[1]))
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.on('close', (code) => {
      running.delete(child)
      reject(new Error(text, { cause: code }))
    })
  })
  return {
    url: `http://127.0.0.1:${port}`,
    output: () => text,
    signal: (signal) => void child.kill(signal),
    async kill(signal) {
      const gone = once(child, 'exit')
      child.kill(signal)
      const [code] = (await gone) as [number | null]
      return code
    },
  }
}

const running = new Set<ChildProcess>()

/** Ends what a failed test left running. */
export function killAll(): void {
  for (const child of running) child.kill('SIGKILL')
}
