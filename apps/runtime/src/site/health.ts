import { Hono } from 'hono'

/**
 * Whether the server can do its part for KAZOO, or for the designer.
 * @throws where what it needs is not there
 */
export type IsReady = (asker: 'kazoo' | 'designer') => boolean | Promise<boolean>

/**
 * `/healthz`: the process lives. `/readyz`: it can take calls, and whether the designer can be used. `/readyz?for=designer`: the
 * designer can.
 */
export const createHealthRoute = (isReady: IsReady): Hono =>
  new Hono()
    .get('/healthz', (context) => context.json({ status: 'ok' }, 200, NO_STORE))
    .get('/readyz', async (context) => {
      const [kazoo, designer] = await Promise.all([safely(isReady, 'kazoo'), safely(isReady, 'designer')])
      const isIt = context.req.query('for') === 'designer' ? designer : kazoo
      return context.json({ status: inWords(isIt), designer: inWords(designer) }, isIt ? 200 : 503, NO_STORE)
    })

const NO_STORE = { 'Cache-Control': 'no-store' }

const inWords = (isReady: boolean): string => (isReady ? 'ready' : 'not ready')

async function safely(isReady: IsReady, asker: Parameters<IsReady>[0]): Promise<boolean> {
  try {
    return await isReady(asker)
  } catch {
    return false // a database that cannot be read is what the question is about
  }
}
