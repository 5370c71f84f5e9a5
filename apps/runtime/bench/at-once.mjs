/**
 * A thread that, when told to, sends calls at once, each on a new connection, as bytes; and tells when all are answered.
 * `workerData`: the address, how many calls, and the bytes of one.
 */
import { connect } from 'node:net'
import { parentPort, workerData } from 'node:worker_threads'

const { url, count, bytes } = workerData
const { hostname, port } = new URL(url)

const call = () =>
  new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(bytes))
    socket.on('error', reject)
    socket.once('data', (data) => {
      socket.destroy()
      if (data.toString('latin1').startsWith('HTTP/1.1 200 ')) resolve()
      else reject(new Error(`${url}: ${data}`))
    })
  })

parentPort.once('message', async () => {
  await Promise.all(Array.from({ length: count }, call))
  parentPort.postMessage('answered')
})
parentPort.postMessage('ready')
