/** The call-log thread: writes batches and answers questions, one after the other. */
import { parentPort, workerData } from 'node:worker_threads'
import { openCallStore } from '../store/call-store.ts'
import type { FromWorker, ToWorker } from './worker-protocol.ts'

if (!parentPort) throw new Error('The call log runs in a thread of its own.')
const port = parentPort
const store = await openCallStore((workerData as { dataDir: string }).dataDir)

let last: Promise<void> = Promise.resolve()
port.on('message', (message: ToWorker) => {
  last = last.then(() => reply(message))
})

async function reply(message: ToWorker): Promise<void> {
  const { id } = message
  let answer: FromWorker
  try {
    answer = { id, ok: true, value: await work(message) }
  } catch (error) {
    answer = { id, ok: false, message: error instanceof Error ? error.message : String(error) }
  }
  port.postMessage(answer)
  if (message.kind === 'close') port.close()
}

async function work(message: ToWorker): Promise<unknown> {
  switch (message.kind) {
    case 'write':
      store.insert(message.rows)
      return null
    case 'list':
      return store.list(message.query)
    case 'find':
      return store.find(message.call)
    case 'counts':
      return store.countsSince(message.since)
    case 'close':
      await store.close()
      return null
  }
}
