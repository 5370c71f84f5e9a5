/** `npm run crossbar`: a KAZOO to try the studio against. `PORT` is its port, `KAZOO_VERSION` 4 or 5. */
import { startFakeCrossbar } from './start.ts'

const PORT = Number(process.env.PORT ?? 8000)
const version = process.env.KAZOO_VERSION === '5' ? '5' : '4'

const kazoo = await startFakeCrossbar({ port: PORT, version, allowsLoopback: true, isSuperduper: true })
const lines = kazoo.accounts.map(({ name, id, apiKey }) => `  ${name}\n    account  ${id}\n    API key  ${apiKey}`)
console.log(`A fake KAZOO ${version} at ${kazoo.url}\n\n${lines.join('\n')}\n\nCtrl+C ends it; nothing is kept.`)

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    void kazoo.stop().then(() => process.exit(0))
  })
