/** The call-log thread: writes batches and answers questions, one after the other. */
import { serveThread } from '../threads/serve-thread.ts'
import { createPatientStore } from './patient-store.ts'
import type { Answered, OpensWith, ToWorker } from './worker-protocol.ts'

await serveThread<ToWorker, OpensWith>(async ({ location, kinds }) => {
  const { use, setAside, close } = createPatientStore(location, kinds)

  const answer = (message: ToWorker): Promise<unknown> => {
    switch (message.kind) {
      case 'write':
        return use((store) => store.insert(message.rows))
      case 'list':
        return use((store) => store.list(message.query))
      case 'listCalls':
        return use((store) => store.listCalls(message.query))
      case 'digest':
        return use((store) => store.digest(message.limit, message.endedBefore))
      case 'find':
        return use((store) => store.find(message.call))
      case 'requestsOf':
        return use((store) => store.requestsOf(message.keys))
      case 'lookUpsOf':
        return use((store) => store.lookUpsOf(message.flowId, message.limit))
      case 'problems':
        return use((store) => store.problems(message.from, message.endedBefore))
      case 'traffic':
        return use((store) => store.traffic(message.query))
      case 'counts':
        return use((store) => store.countsBetween(message.from, message.to, message.exceptLane))
      case 'mark':
        return use((store) => store.mark())
      case 'removeOld':
        return use((store) => store.removeOld(message.before, message.maxBytes))
      case 'removeOldTraffic':
        return use((store) => store.removeOldTraffic(message.before))
      case 'remove':
        return use((store) => store.remove(message.filter, message.after))
      case 'close':
        return close()
    }
  }
  return async (message): Promise<Answered<unknown>> => ({ value: await answer(message), setAside: setAside() })
})
