/**
 * Who may use the designer and `/api`. A web page that somebody visits must not be able to write to a studio on that
 * person's machine: so a Host must be ours (no DNS rebinding), and an Origin must be that Host.
 */
import { basicAuth } from 'hono/basic-auth'
import { createMiddleware } from 'hono/factory'
import { isLoopback } from '../config.ts'
import { ApiProblem } from './problem.ts'
import { isCsv } from './read-csv-body.ts'

export interface GuardRules {
  publicUrl: string | null
  adminPassword: string | null
}

/** Checks Host, Origin and media type of each request under `/api`. */
export const guardApi = ({ publicUrl, adminPassword }: GuardRules) =>
  createMiddleware(async ({ req }, next) => {
    const isImport = /^\/api\/tables\/[^/]+\/import$/.test(req.path)
    const host = req.header('host') ?? ''
    const publicHost = publicUrl === null ? null : new URL(publicUrl).host
    if (adminPassword === null && !isLoopback(nameOf(host)) && host !== publicHost)
      throw new ApiProblem(403, 'This studio has no password, so it answers on its own machine only.', {
        detail: `The Host ${host} is neither a loopback name nor that of PUBLIC_URL.`,
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

/** HTTP Basic, user `admin`, until there are accounts. */
export const guardByPassword = (password: string) =>
  basicAuth({ username: 'admin', password, realm: 'Callflow Studio' })

const nameOf = (host: string): string => host.replace(/:\d+$/, '').toLowerCase()

function isOwnOrigin(origin: string, host: string, publicUrl: string | null): boolean {
  if (!URL.canParse(origin)) return false // among them "null", which sandboxed frames send
  const url = new URL(origin)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return false
  return url.host === host.toLowerCase() || (publicUrl !== null && url.origin === new URL(publicUrl).origin)
}
