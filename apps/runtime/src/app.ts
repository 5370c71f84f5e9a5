/** Puts the routes together. Opens nothing and listens to nothing: what it needs is passed in. */
import type { RequestListener } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Services } from '@callflow-studio/model'
import { getRequestListener, type HttpBindings } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { secureHeaders } from 'hono/secure-headers'
import type { Logger } from 'pino'
import type { ApiDeps } from './api/api-deps.ts'
import { createApi } from './api/create-api.ts'
import { guardApi, guardByPassword } from './api/guard.ts'
import type { Tries } from './api/password-tries.ts'
import { ApiProblem, toProblemResponse } from './api/problem.ts'
import { NotAllowed } from './changes/may.ts'
import type { Config } from './config.ts'
import type { Sealer } from './continuation/sealer.ts'
import type { UploadSealer } from './continuation/upload-sealer.ts'
import { jsonReply, sendReply } from './pivot/plain-reply.ts'
import { createPivotRoute, type PivotRouteDeps, tellRefused } from './pivot/route.ts'
import { type ParserError, refuseUnparsed } from './pivot/unparsed-request.ts'
import { isAmbiguousTarget } from './raw-target.ts'
import { createHealthRoute, type Readiness } from './site/health.ts'
import { createMetricsRoute } from './site/metrics.ts'
import { createDesignerRoute } from './site/serve-designer.ts'
import { isAway, isBusy, isFull, isReadOnly } from './store/storage-error.ts'
import type { ProcessReport } from './workers/messages.ts'

export interface AppDeps extends Omit<ApiDeps, 'config'> {
  config: Config
  /** Who has sent wrong passwords. */
  tries: Tries
  sealer: Sealer
  uploadSealer: UploadSealer
  designerDir: string
  logger: Logger
  /** Of all processes of this studio. */
  collectReports: () => Promise<readonly ProcessReport[]>
  readiness: () => Promise<Readiness>
}

type Env = { Bindings: HttpBindings }

export interface App {
  handle: RequestListener
  /** For what Node's HTTP parser refuses: the server's `clientError`. */
  onClientError: (error: ParserError, socket: Duplex) => void
}

/** `/pivot` is an application of its own: in a common one, each call would pass the designer's middleware as well. */
export function createApp(deps: AppDeps): App {
  const { config, logger } = deps
  const services: Services = {
    lookUp: deps.lookUps.lookUp,
    readTable: deps.tables.read,
    writeTable: deps.tables.write,
    specialDays: deps.tables.days,
    switchState: deps.switches.stateOf,
    setSwitch: (write, timeoutMs) => deps.switches.set(write, deps.published.nameOf(write.flowId), timeoutMs),
    secret: deps.secrets.get,
  }
  const pivotDeps: PivotRouteDeps = {
    flows: deps.published,
    sealer: deps.sealer,
    uploadSealer: deps.uploadSealer,
    recordings: deps.recordings,
    onUpload: ({ why, ...told }) => logger[told.status === 201 ? 'info' : 'warn'](told, why),
    rules: config,
    now: deps.now,
    // What *Test this URL* sends is no call, so it leaves no trace in any table, and sets no switch.
    servicesOf: (callId) =>
      deps.probes.has(callId) ? { ...services, ...deps.tables.preview(), ...deps.switches.preview() } : services,
    yieldTurn: deps.lookUps.yieldTurn,
    mask: deps.secrets.mask,
    isLogged: true,
    callLog: { add: (entry) => deps.callLog.add(deps.probes.has(entry.callId) ? { ...entry, isTest: true } : entry) },
    receiptOf: deps.probes.receiptOf,
    onFailure: (error, { method, path }) => logger.error({ err: error, method, path }, UNEXPECTED),
    onLogFailure: (error) => logger.error({ err: error }, 'A call was answered, but could not be logged.'),
    keepAlive: config.pivotKeepAlive,
    onProblem: ({ why, ...problem }, { method, path }) => logger.warn({ method, path, ...problem }, why),
  }
  const pivot = createPivotRoute(pivotDeps)
  const site = new Hono<Env>()
    .route('/', createHealthRoute(deps.readiness))
    .route('/', createMetricsRoute(deps.collectReports))
    .use(secureHeaders(SECURITY))
  if (config.adminPassword !== null)
    site.use(
      guardByPassword({ password: config.adminPassword, trustProxy: config.trustProxy, tries: deps.tries, logger }),
    )
  site.use('/api/*', guardApi(config))
  site.route('/api', createApi(deps))
  site.route('/', createDesignerRoute(deps.designerDir))

  site.onError((error, context) => onError(error, context, logger))
  site.notFound(() => new Response('Not found', { status: 404 }))
  const siteListener = getRequestListener((request, env) => site.fetch(request, env))
  return {
    handle(incoming, outgoing) {
      const { url = '/' } = incoming
      if (isAmbiguousTarget(url)) {
        if (url.includes('/pivot/')) tellRefused(pivotDeps, incoming, { status: 400, why: AMBIGUOUS })
        return sendReply(outgoing, jsonReply(400, { error: AMBIGUOUS }), false)
      }
      return isPivot(url) ? pivot(incoming, outgoing) : siteListener(incoming, outgoing)
    },
    onClientError: (error, socket) => void refuseUnparsed(error, socket, pivotDeps),
  }
}

const AMBIGUOUS = 'The path of the request has dot segments or is a whole address. Send the path itself.'
const UNEXPECTED = 'A request failed unexpectedly.'

/** `/pivot` and everything below it. @param target as it was sent */
function isPivot(target: string): boolean {
  if (!target.startsWith('/pivot')) return false
  const next = target['/pivot'.length]
  return next === undefined || next === '/' || next === '?'
}

/** The one place of the site that logs errors and makes responses of them. */
function onError(error: Error, context: Context<Env>, logger: Logger): Response {
  const { path, method } = context.req
  if (error instanceof ApiProblem) return toProblemResponse(error)
  if (error instanceof HTTPException) return refused(error)
  if (error instanceof NotAllowed) return toProblemResponse(new ApiProblem(403, 'You may not do this.'))
  const storage = storageProblemOf(error)
  logger.error({ err: error, method, path }, storage?.message ?? UNEXPECTED)
  return toProblemResponse(storage ?? new ApiProblem(500, 'The studio failed here. Its log says why.'))
}

/** What keeps the database from taking a change, in words for who made it; null for any other error. */
function storageProblemOf(error: Error): ApiProblem | null {
  if (isAway(error))
    return new ApiProblem(503, 'The database of the studio cannot be reached.', {
      detail: 'Nothing was changed. Try again: the studio connects again by itself.',
    })
  if (isBusy(error))
    return new ApiProblem(503, 'Another program holds the database of the studio.', {
      detail: 'Nothing was changed. Try again when that program, a backup for example, has ended.',
    })
  if (isFull(error))
    return new ApiProblem(507, 'The disk of the studio is full.', { detail: 'Nothing was changed. Free some space.' })
  if (isReadOnly(error))
    return new ApiProblem(503, 'The database of the studio cannot be written.', {
      detail: 'Nothing was changed. Look whether DATA_DIR is still there and may be written.',
    })
  return null
}

/** Wrong or no password. */
function refused(error: HTTPException): Response {
  const challenge = error.getResponse().headers.get('www-authenticate')
  const title = error.status === 401 ? 'The studio asks for a password.' : error.message
  return toProblemResponse(
    new ApiProblem(error.status, title, {}, challenge === null ? {} : { 'WWW-Authenticate': challenge }),
  )
}

const SECURITY: Parameters<typeof secureHeaders>[0] = {
  contentSecurityPolicy: {
    defaultSrc: ["'self'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'", "'unsafe-inline'"], // the component library positions by style attributes and style tags
    imgSrc: ["'self'", 'data:'],
    fontSrc: ["'self'", 'data:'],
    connectSrc: ["'self'"],
    objectSrc: ["'none'"],
    baseUri: ["'self'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  },
  xFrameOptions: 'DENY',
  referrerPolicy: 'same-origin',
  // Whether there is TLS is the proxy's business; a studio on localhost must not pin it.
  strictTransportSecurity: false,
  crossOriginEmbedderPolicy: false,
}
