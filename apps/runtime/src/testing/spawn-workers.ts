/** The bundled server as several processes, of which each can be found, stopped and killed. */
import { setTimeout as wait } from 'node:timers/promises'
import { type SpawnedServer, type SpawnOptions, spawnServer } from './spawn-server.ts'

export interface SpawnedWorkers extends SpawnedServer {
  /** The ids of the processes that answer, oldest first. */
  workers: () => number[]
  /** The one that cleans up. */
  keeper: () => number
  /** Has the work done while all other workers stand still, so that this one is asked. */
  at: <T>(worker: number, work: () => Promise<T>) => Promise<T>
}

export async function spawnWorkers(count: number, options: SpawnOptions): Promise<SpawnedWorkers> {
  const server = await spawnServer({ ...options, environment: { WORKERS: String(count), ...options.environment } })
  const said = (message: string): number[] =>
    server
      .output()
      .split('\n')
      .flatMap((line) => {
        if (!line.includes(`"msg":"${message}`)) return []
        return (JSON.parse(line) as { worker: number }).worker
      })
  const workers = (): number[] => {
    const gone = new Set([...said('A worker ended.'), ...said('A worker ends:')])
    return said('A worker is ready.').filter((pid) => !gone.has(pid))
  }
  return {
    ...server,
    workers,
    keeper: () => said('This worker cleans up.').at(-1) ?? 0,
    async at(worker, work) {
      const others = workers().filter((pid) => pid !== worker)
      for (const pid of others) process.kill(pid, 'SIGSTOP')
      await wait(20) // what they have accepted would wait for them
      try {
        return await work()
      } finally {
        for (const pid of others) process.kill(pid, 'SIGCONT')
      }
    },
  }
}
