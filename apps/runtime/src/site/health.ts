import { Hono } from 'hono'

/** Whether the server can do its part, for KAZOO and for the designer. */
export interface Readiness {
  kazoo: boolean
  designer: boolean
}

/**
 * `/healthz`: the process lives. `/readyz`: it can take calls, and whether the designer can be used. `/readyz?for=designer`: the
 * designer can.
 */
export const createHealthRoute = (readiness: () => Promise<Readiness>): Hono =>
  new Hono()
    .get('/healthz', (context) => context.json({ status: 'ok' }, 200, NO_STORE))
    .get('/readyz', async (context) => {
      const { kazoo, designer } = await readiness()
      const isIt = context.req.query('for') === 'designer' ? designer : kazoo
      return context.json({ status: inWords(isIt), designer: inWords(designer) }, isIt ? 200 : 503, NO_STORE)
    })

const NO_STORE = { 'Cache-Control': 'no-store' }

const inWords = (isReady: boolean): string => (isReady ? 'ready' : 'not ready')
