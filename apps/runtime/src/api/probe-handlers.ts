/** *Test this URL*: asks the public address as KAZOO would, and says what KAZOO would get, and why not. */
import {
  type CheckOptions,
  checkCallflow,
  checkTwiml,
  encodeRequest,
  hostOf,
  type KazooProfile,
} from '@callflow-studio/model'
import type { Probe } from '@callflow-studio/model/api'
import { RECEIPT_HEADER } from '../calls/probes.ts'
import { publicHostProblem } from '../pivot/address.ts'
import type { ApiDeps } from './api-deps.ts'
import type { Handlers } from './handlers.ts'
import { type ApiContext, pivotUrlOf } from './pivot-url.ts'
import { type Probed, type ProbeTarget, probeRequest } from './probe-request.ts'
import { notFound } from './problem.ts'

type Check = Probe['checks'][number]

export const probeHandlers = (deps: ApiDeps) =>
  ({
    'flow.probe': async ({ params, context }) => {
      const row = await deps.flows.head(params.id)
      if (!row || row.deletedAt !== null) throw notFound('The flow')
      const url = pivotUrlOf(context, deps, row.key)
      await deps.published.load(row.id, null, deps.published.epoch())
      const live = deps.published.resolve(row.id, null, deps.published.epoch())
      const profile = live?.flow.profile ?? deps.config.kazooVersion
      const target = targetOf(context, deps, url)
      return {
        checks: [checkAddress(url), ...(await checkExchange(url, target, row.liveVersion !== null, profile, deps))],
      }
    },
  }) satisfies Partial<Handlers>

function checkAddress(url: string): Check {
  const name = 'Address'
  const problem = publicHostProblem(url)
  return problem === null ? { name, ok: true, detail: url } : { name, ok: false, detail: problem }
}

/**
 * What is asked: `PUBLIC_URL`, or this very server under the name that the browser has for it. The Host header is the
 * browser's word, and must not choose the server that the studio connects to.
 */
function targetOf({ env }: ApiContext, { config }: ApiDeps, url: string): ProbeTarget {
  const { host, pathname } = new URL(url)
  if (config.publicUrl !== null) return { url, host }
  const { localAddress = '127.0.0.1', localPort } = env.incoming.socket
  const self = localAddress.includes(':') ? `[${localAddress}]` : localAddress
  return { url: `http://${self}:${localPort}${pathname}`, host }
}

async function checkExchange(
  url: string,
  target: ProbeTarget,
  isLive: boolean,
  profile: KazooProfile,
  deps: ApiDeps,
): Promise<Check[]> {
  const callId = deps.probes.begin()
  const request = encodeRequest(
    { voiceUrl: url, method: 'post', reqFormat: 'kazoo', bodyFormat: 'json' },
    { ...SAMPLE, 'Call-ID': callId },
  )
  let response: Probed
  try {
    response = await probeRequest(target, request.contentType, request.body)
  } catch (error) {
    return [{ name: 'Connection', ok: false, detail: `Nobody answers at ${url}: ${reasonOf(error)}` }]
  }
  const { body } = response
  const arrived = deps.probes.hasArrived(callId, response.headers.get(RECEIPT_HEADER))
  return [
    { name: 'Connection', ok: true, detail: `An answer came after ${Math.round(response.tookMs)} ms.` },
    isLive
      ? {
          name: 'This studio',
          ok: arrived,
          detail: arrived ? 'The request arrived here.' : 'Something else answers at this address.',
        }
      : { name: 'Published', ok: false, detail: 'No version is live, so callers get 404. Publish the flow.' },
    checkStatus(response, body),
    checkContent(response, body, { profile, reachableHost: hostOf(url), trustsUnknownModules: true }),
    checkHeaders(response, deps.config.pivotKeepAlive),
  ]
}

const SAMPLE = {
  'Api-Version': '4.x',
  'Caller-ID-Name': 'Test this URL',
  'Caller-ID-Number': '+14155550100',
  Direction: 'inbound',
  From: '+14155550100',
  'From-Realm': 'carrier.example.net',
  Language: 'en-us',
  Request: '+14155550142',
  To: '+14155550142',
}

/** The error that lies behind `fetch failed`. */
function reasonOf(error: unknown): string {
  if (error instanceof DOMException && error.name === 'TimeoutError') return 'no answer within 5 s.'
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  const code = (cause as NodeJS.ErrnoException).code
  if (code === 'ECONNREFUSED') return 'the connection is refused.'
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'the host name is not known.'
  return cause instanceof Error ? `${cause.message}.` : String(cause)
}

function checkStatus({ status, headers }: Probed, body: string): Check {
  const name = 'Status'
  if (status === 200) return { name, ok: true, detail: '200' }
  if (status >= 300 && status < 400)
    return {
      name,
      ok: false,
      detail: `${status}, a redirect to ${headers.get('location')}. KAZOO drops all call data when it follows one.`,
    }
  return { name, ok: false, detail: `${status}. KAZOO takes only 200. ${body.slice(0, 200)}` }
}

/** @param options the studio's own host is reachable here: what is wrong with it was said above */
function checkContent({ status, headers }: Probed, body: string, options: CheckOptions): Check {
  const name = 'Answer'
  if (status !== 200) return { name, ok: false, detail: 'There is no callflow in it.' }
  const type = headers.get('content-type') ?? ''
  if (type.startsWith('application/xml') || type.startsWith('text/xml')) return checkVerbs(name, body)
  if (!type.startsWith('application/json'))
    return { name, ok: false, detail: `Its type is ${type || 'missing'}, not application/json.` }
  const answer = parseJson(body)
  if (answer === undefined) return { name, ok: false, detail: 'The answer is no JSON. KAZOO would hang up.' }
  const [problem] = checkCallflow(answer, options)
  if (problem) {
    const isSaid = /silence/.test(problem.message)
    const detail = isSaid ? problem.message : `${problem.message} KAZOO would refuse it: callers would hear silence.`
    return { name, ok: false, detail }
  }
  return { name, ok: true, detail: `A callflow that begins with ${(answer as { module: string }).module}.` }
}

function checkVerbs(name: string, body: string): Check {
  const { verbs, problems } = checkTwiml(body)
  const [problem] = problems
  if (problem) return { name, ok: false, detail: problem.message }
  return { name, ok: true, detail: `TwiML that begins with ${verbs[0]?.name}.` }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // what anybody sends may be no JSON, and null is JSON
  }
}

function checkHeaders({ headers }: Probed, keepAlive: boolean): Check {
  const name = 'Headers'
  const problems = [
    headers.has('content-encoding') ? 'compressed, which KAZOO cannot read' : '',
    headers.has('set-cookie') ? 'with a cookie' : '',
    !keepAlive && headers.get('connection') === 'keep-alive'
      ? 'kept alive, so that callers queue behind each other'
      : '',
  ].filter((text) => text !== '')
  return problems.length === 0
    ? { name, ok: true, detail: 'Not compressed, no cookie, no redirect.' }
    : { name, ok: false, detail: `The answer is ${problems.join(', ')}. A proxy in between does that.` }
}
