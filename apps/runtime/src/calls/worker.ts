/** The call-log thread: writes batches and answers questions, one after the other. */
import { openCallStore } from '../store/call-store.ts'
import { serveThread } from '../threads/serve-thread.ts'
import type { ToWorker } from './worker-protocol.ts'

await serveThread<ToWorker>(async (dataDir) => {
  const store = await openCallStore(dataDir)
  return (message) => {
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
        return store.close()
    }
  }
})
