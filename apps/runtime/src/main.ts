/** Starts the server; the only reader of `process.env`. */
import { fileURLToPath } from 'node:url'
import { pino } from 'pino'
import packageJson from '../package.json' with { type: 'json' }
import { parseConfig } from './config.ts'
import { startServer } from './server.ts'
import { startProblemOf } from './start-problem.ts'

const parsed = parseConfig(process.env)
if (!parsed.ok) {
  for (const mistake of parsed.mistakes) console.error(mistake)
  process.exit(1)
}
const { config } = parsed
const logger = pino({ base: null, timestamp: pino.stdTimeFunctions.isoTime })

try {
  const server = await startServer({
    config,
    logger,
    workersUrl: new URL('./', import.meta.url),
    designerDir: fileURLToPath(new URL('../../designer/dist', import.meta.url)),
    version: packageJson.version,
  })
  // One Ctrl+C may arrive twice, from the terminal and from `npm start`: the second must not cut the first short.
  let isEnding = false
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const)
    process.on(signal, () => {
      if (isEnding) return
      isEnding = true
      void end(server.stop)
    })
  logger.info(
    { host: config.host, port: server.port, publicUrl: config.publicUrl, kazooVersion: config.kazooVersion },
    'Callflow Studio is ready.',
  )
} catch (error) {
  const sentence = startProblemOf(error, config)
  if (sentence === null) logger.fatal({ err: error }, 'Callflow Studio could not start.')
  else console.error(sentence)
  process.exit(1)
}

async function end(stop: () => Promise<void>): Promise<void> {
  logger.info('Callflow Studio ends: it answers what is under way.')
  try {
    await stop()
    process.exit(0)
  } catch (error) {
    logger.fatal({ err: error }, 'Callflow Studio could not end in order.')
    process.exit(1)
  }
}
