/** Threads of our own: one question, one answer, matched by number. */
import { type Transferable, Worker } from 'node:worker_threads'

/** A question, told apart by `kind`; the kind `close` is the last one. */
interface Asked {
  kind: string
}

export type ToThread<Question extends Asked> = Question & { id: number }

export type FromThread = { id: number; ok: true; value: unknown } | { id: number; ok: false; message: string }

export interface Thread<Question extends Asked, Answers> {
  /**
   * @param transfer what the thread takes over instead of getting a copy
   * @throws what went wrong in the thread, or that it has ended
   */
  ask: <K extends Question['kind'] & keyof Answers>(
    question: Extract<Question, { kind: K }>,
    transfer?: readonly Transferable[],
  ) => Promise<Answers[K]>
  /** True once it was asked to close: there is no further thread. */
  isClosed: () => boolean
}

export interface ThreadOptions {
  /** The bundled worker. */
  url: URL
  /** What the thread is opened with: plain data. */
  opensWith: unknown
  name: string
  onDeath: (error: Error) => void
}

/** Starts a thread with the first question. If it dies, questions under way fail and the next one starts another thread. */
export function startThread<Question extends Asked, Answers>({
  url,
  opensWith,
  name,
  onDeath,
}: ThreadOptions): Thread<Question, Answers> {
  let worker: Worker | null = null
  let lastId = 0
  let isClosed = false
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()

  function start(): Worker {
    const fresh = new Worker(url, { workerData: opensWith, name })
    const die = (error: Error): void => {
      if (worker !== fresh) return
      worker = null
      for (const { reject } of waiting.values()) reject(error)
      waiting.clear()
      if (!isClosed) onDeath(error)
    }
    fresh.on('message', (answer: FromThread) => {
      const asker = waiting.get(answer.id)
      waiting.delete(answer.id)
      if (answer.ok) asker?.resolve(answer.value)
      else asker?.reject(new Error(answer.message))
    })
    fresh.on('error', die)
    fresh.on('exit', (code) => die(new Error(`The thread ${name} ended with code ${code}.`)))
    return fresh
  }

  return {
    ask(question, transfer = []) {
      if (isClosed) return Promise.reject(new Error(`The thread ${name} is closed.`))
      isClosed = question.kind === 'close'
      if (isClosed && !worker) return Promise.resolve(null) as Promise<never> // it never had to start, or has ended
      worker ??= start()
      const id = ++lastId
      const answer = new Promise((resolve, reject) => waiting.set(id, { resolve, reject }))
      worker.postMessage({ ...question, id }, transfer)
      return answer as Promise<never>
    },
    isClosed: () => isClosed,
  }
}
