import { Hono } from 'hono'

/**
 * `/healthz`: the process lives. `/readyz`: it can take calls.
 * @param isReady throws or returns false while it cannot
 */
export const createHealthRoute = (isReady: () => boolean | Promise<boolean>): Hono =>
  new Hono()
    .get('/healthz', (context) => context.json({ status: 'ok' }, 200, NO_STORE))
    .get('/readyz', async (context) =>
      (await safely(isReady))
        ? context.json({ status: 'ready' }, 200, NO_STORE)
        : context.json({ status: 'not ready' }, 503, NO_STORE),
    )

const NO_STORE = { 'Cache-Control': 'no-store' }

async function safely(check: () => boolean | Promise<boolean>): Promise<boolean> {
  try {
    return await check()
  } catch {
    return false // a database that cannot be read is what the question is about
  }
}
