/** A cable to a server that can be held, as a network that swallows packets does, or led to another server. */
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export interface Cable {
  /** Where the near end is, on this machine. */
  port: number
  /** What is sent through it waits; connections are accepted and say nothing. */
  hold: () => void
  release: () => void
  /** Breaks all connections; those that come from now on are led to another port. */
  leadTo: (port: number | string) => void
  close: () => void
}

/** @param port of the server at the far end, on this machine */
export async function layCable(port: number | string): Promise<Cable> {
  const ends = new Set<Socket>()
  let farPort = Number(port)
  let isHeld = false
  const server = createServer({ pauseOnConnect: true }, (near) => {
    const far = connect({ port: farPort, host: '127.0.0.1' })
    join(near, far)
    join(far, near)
  })
  function join(from: Socket, to: Socket): void {
    ends.add(from)
    from.on('data', (chunk) => to.write(chunk))
    from.on('error', () => to.destroy())
    from.on('close', () => {
      ends.delete(from)
      to.destroy()
    })
    if (isHeld) from.pause()
    else from.resume()
  }
  const breakAll = (): void => {
    for (const end of ends) end.destroy()
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    hold() {
      isHeld = true
      for (const end of ends) end.pause()
    },
    release() {
      isHeld = false
      for (const end of ends) end.resume()
    },
    leadTo(other) {
      farPort = Number(other)
      breakAll()
    },
    close() {
      breakAll()
      server.close()
    },
  }
}
