/** Tells where the studio can be opened, as soon as it can be. */
import { setTimeout as wait } from 'node:timers/promises'

/**
 * @param {import('node:child_process').ChildProcess} server
 * @param {string} [openAt] the address to print, where it is not the server's own
 */
export async function announce(server, openAt) {
  const address = serverAddress()
  while (server.exitCode === null && server.signalCode === null) {
    if (await isReady(address)) {
      console.log(`\n  Callflow Studio is at ${openAt ?? address}   (Ctrl+C ends it)\n`)
      return
    }
    await wait(100)
  }
}

/** Where the server listens, as this machine reaches it. */
export function serverAddress() {
  const host = process.env.HOST || '127.0.0.1'
  const here = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
  return `http://${here.includes(':') ? `[${here}]` : here}:${process.env.PORT || '8080'}`
}

const isReady = (address) =>
  fetch(`${address}/readyz`, { signal: AbortSignal.timeout(1000) }).then(
    (response) => response.ok,
    () => false, // not listening yet
  )
