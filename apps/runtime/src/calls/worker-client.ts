import { Worker } from 'node:worker_threads'
import type { FromWorker, ToWorker, WorkerAnswers } from './worker-protocol.ts'

type Question = ToWorker extends infer Message ? (Message extends ToWorker ? Omit<Message, 'id'> : never) : never

export interface WorkerClient {
  /** @throws what went wrong in the thread, or that it has ended */
  ask: <K extends keyof WorkerAnswers>(question: Question & { kind: K }) => Promise<WorkerAnswers[K]>
}

/**
 * Starts the call-log thread. If it dies, questions under way fail and the next one starts another thread.
 * @param url of the bundled worker
 */
export function startWorker(url: URL, dataDir: string, onDeath: (error: Error) => void): WorkerClient {
  let worker: Worker | null = null
  let lastId = 0
  let isClosing = false
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()

  function start(): Worker {
    const fresh = new Worker(url, { workerData: { dataDir }, name: 'call-log' })
    const die = (error: Error): void => {
      if (worker !== fresh) return
      worker = null
      for (const { reject } of waiting.values()) reject(error)
      waiting.clear()
      if (!isClosing) onDeath(error)
    }
    fresh.on('message', (answer: FromWorker) => {
      const asker = waiting.get(answer.id)
      waiting.delete(answer.id)
      if (answer.ok) asker?.resolve(answer.value)
      else asker?.reject(new Error(answer.message))
    })
    fresh.on('error', die)
    fresh.on('exit', (code) => die(new Error(`The call-log thread ended with code ${code}.`)))
    return fresh
  }

  return {
    ask(question) {
      isClosing = question.kind === 'close'
      worker ??= start()
      const id = ++lastId
      const answer = new Promise((resolve, reject) => waiting.set(id, { resolve, reject }))
      worker.postMessage({ ...question, id })
      return answer as Promise<never>
    },
  }
}
