import { parentPort, workerData } from 'node:worker_threads'
import type { FromThread, ToThread } from './thread.ts'

/**
 * The other side of `startThread`: answers one question after the other until it is asked to close.
 * @param open makes the one that answers, with what the thread was started with
 */
export async function serveThread<Question extends { kind: string }, OpensWith = null>(
  open: (opensWith: OpensWith) => Promise<(question: Question) => unknown>,
): Promise<void> {
  if (!parentPort) throw new Error('This runs in a thread of its own.')
  const port = parentPort
  const answer = await open(workerData as OpensWith)

  async function reply(message: ToThread<Question>): Promise<void> {
    const { id } = message
    let reply: FromThread
    try {
      reply = { id, ok: true, value: await answer(message) }
    } catch (error) {
      reply = { id, ok: false, message: error instanceof Error ? error.message : String(error) }
    }
    port.postMessage(reply)
    if (message.kind === 'close') port.close()
  }

  let last: Promise<void> = Promise.resolve()
  port.on('message', (message: ToThread<Question>) => {
    last = last.then(() => reply(message))
  })
}
