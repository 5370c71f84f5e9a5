/**
 * Who may use the designer and `/api`. A web page that somebody visits must not be able to write to a studio on that
 * person's machine: so a Host must be ours (no DNS rebinding), and an Origin must be that Host.
 */
import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import { basicAuth } from 'hono/basic-auth'
import { createMiddleware } from 'hono/factory'
import { HTTPException } from 'hono/http-exception'
import type { Logger } from 'pino'
import { isLoopback } from '../config.ts'
import type { Tries } from './password-tries.ts'
import { ApiProblem } from './problem.ts'
import { isCsv } from './read-csv-body.ts'

export interface GuardRules {
  publicUrl: string | null
  adminPassword: string | null
  trustProxy: boolean
}

/** Checks Host, Origin and media type of each request under `/api`. */
export const guardApi = ({ publicUrl, adminPassword, trustProxy }: GuardRules) =>
  createMiddleware(async ({ req }, next) => {
    const isImport = /^\/api\/tables\/[^/]+\/import$/.test(req.path)
    const host = req.header('host') ?? ''
    const publicHost = publicUrl === null ? null : new URL(publicUrl).host
    if (adminPassword === null && !isLoopback(nameOf(host)) && host !== publicHost)
      throw new ApiProblem(403, 'This studio has no password, so it answers on its own machine only.', {
        detail: `The Host ${host} is neither a loopback name nor that of PUBLIC_URL.`,
      })
    if (adminPassword === null && !trustProxy && FORWARDED.some((name) => req.header(name) !== undefined))
      throw new ApiProblem(403, 'This studio has no password, so it does not answer through a proxy.', {
        detail: 'Set ADMIN_PASSWORD, or let the proxy expose only /pivot.',
      })
    const origin = req.header('origin')
    if (origin !== undefined && !isOwnOrigin(origin, host, publicUrl))
      throw new ApiProblem(403, 'Another web page asked for this.', {
        detail: `The Origin ${origin} is neither this studio’s Host nor its PUBLIC_URL.`,
      })
    const type = req.header('content-type')
    if (type !== undefined && !(isImport && isCsv(type)) && !/^application\/json\s*(;|$)/i.test(type))
      throw new ApiProblem(415, 'The API takes application/json only.')
    await next()
  })

/** What proxies add to a request that they pass on. */
const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'] as const

export interface PasswordRules {
  password: string
  trustProxy: boolean
  tries: Tries
  logger: Pick<Logger, 'warn'>
}

/** HTTP Basic, user `admin`, until there are accounts. Wrong passwords slow down the address that they come from. */
export function guardByPassword({ password, trustProxy, tries, logger }: PasswordRules) {
  const check = basicAuth({ username: 'admin', password, realm: 'Callflow Studio' })
  return createMiddleware<{ Bindings: HttpBindings }>(async (context, next) => {
    const address = addressOf(context, trustProxy)
    const waitMs = tries.waitMs(address)
    if (waitMs > 0)
      throw new ApiProblem(
        429,
        'Too many wrong passwords came from your address. Try again later.',
        {},
        {
          'Retry-After': String(Math.ceil(waitMs / 1000)),
        },
      )
    try {
      const response = await check(context, next)
      tries.succeeded(address)
      return response
    } catch (error) {
      if (error instanceof HTTPException && error.status === 401 && context.req.header('authorization') !== undefined) {
        logger.warn({ address, failures: tries.failed(address) }, 'A wrong password was sent.')
      }
      throw error
    }
  })
}

/** Whose request it is: behind a trusted proxy the last address that it was forwarded for, which the proxy itself has added. */
function addressOf({ req, env }: Context<{ Bindings: HttpBindings }>, trustProxy: boolean): string {
  const forwarded = trustProxy ? req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined
  return forwarded || (env.incoming.socket.remoteAddress ?? '')
}

const nameOf = (host: string): string => host.replace(/:\d+$/, '').toLowerCase()

function isOwnOrigin(origin: string, host: string, publicUrl: string | null): boolean {
  if (!URL.canParse(origin)) return false // among them "null", which sandboxed frames send
  const url = new URL(origin)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return false
  return url.host === host.toLowerCase() || (publicUrl !== null && url.origin === new URL(publicUrl).origin)
}
