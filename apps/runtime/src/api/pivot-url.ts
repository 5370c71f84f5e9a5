import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import { baseUrlOf } from '../pivot/address.ts'
import type { ApiDeps } from './api-deps.ts'

export type ApiContext = Context<{ Bindings: HttpBindings }>

/**
 * The address that KAZOO reaches this studio at, as far as this request tells. Shown even if KAZOO would refuse it: that
 * it would is said beside it.
 */
export function publicBaseOf(context: ApiContext, { config }: Pick<ApiDeps, 'config'>): string {
  const { incoming } = context.env
  const base = baseUrlOf(incoming.headers, { remoteAddress: '127.0.0.1' }, config, 'encrypted' in incoming.socket)
  return base.ok ? base.url : new URL(context.req.url).origin
}

export const pivotUrlOf = (context: ApiContext, deps: Pick<ApiDeps, 'config'>, key: string): string =>
  `${publicBaseOf(context, deps)}/pivot/${key}`
