/** Connections to KAZOO, and what their accounts have. */
import { type CallflowSummary, CrossbarError, hasList } from '@callflow-studio/crossbar'
import { ENTITY_KINDS } from '@callflow-studio/model'
import type { KazooCallflow } from '@callflow-studio/model/api'
import type { ApiDeps } from './api-deps.ts'
import type { Handlers } from './handlers.ts'
import { ApiProblem, notFound } from './problem.ts'

export const connectionHandlers = ({ connections, kazoo }: Pick<ApiDeps, 'connections' | 'kazoo'>) =>
  ({
    'connection.list': () => ({ connections: connections.list() }),
    'connection.create': async ({ actor, body }) => {
      const created = await saying('It was not saved.', 422, connections.create(actor, body))
      if (created.ok) return created.value
      throw new ApiProblem(409, `${created.accountName} is connected already.`, {
        detail: 'Change that connection instead.',
      })
    },
    'connection.save': async ({ actor, params, body }) => {
      const saved = await saying('It was not saved.', 422, connections.save(actor, params.id, body))
      if (saved.ok) return saved.value
      if (saved.why === 'missing') throw notFound('The connection')
      if (saved.why === 'other server')
        throw new ApiProblem(422, 'It was not saved.', {
          detail:
            'This is another server. Enter the API key or the password again, so that it is sent there knowingly.',
        })
      throw new ApiProblem(409, `This signs in to another account, ${saved.accountName}.`, {
        detail: 'It was not saved. Add a connection for that account instead.',
      })
    },
    'connection.delete': async ({ actor, params }) => {
      if (!(await connections.delete(actor, params.id))) throw notFound('The connection')
    },
    'connection.check': async ({ params }) => {
      const info = connections.list().find(({ id }) => id === params.id)
      if (!info) throw notFound('The connection')
      const client = connections.clientOf(info.id)
      if (!client)
        throw new ApiProblem(422, 'What it signs in with cannot be read.', {
          detail: 'It was saved with another STUDIO_SECRET. Enter it again.',
        })
      const { version } = await saying('KAZOO does not let the studio in.', 422, client.account())
      return { ...info, version: version ?? info.version }
    },
    'kazoo.accounts': async () => {
      const { accounts, problems } = await kazoo.accounts()
      return { accounts: accounts.map((account) => ({ ...account, parentIds: [...account.parentIds] })), problems }
    },
    'kazoo.list': async ({ params, query }) => {
      const kind = ENTITY_KINDS.find((each) => each === params.kind)
      if (!kind || !hasList(kind)) throw notFound('A list of this kind')
      const found = await saying(UNREAD, 502, kazoo.list(params.accountId, kind, query.fresh))
      if (!found) throw notConnected()
      const { rows, isAvailable, readAt } = found
      return { entities: rows.map(({ id, name, detail }) => ({ id, name, detail })), isAvailable, readAt }
    },
    'kazoo.callflows': async ({ params, query }) => {
      const found = await saying(UNREAD, 502, kazoo.callflows(params.accountId, query.fresh))
      if (!found) throw notConnected()
      return { callflows: found.rows.map(toCallflow).sort(byName) }
    },
    'kazoo.callflow': async ({ params }) => {
      const found = await saying(UNREAD, 502, kazoo.callflow(params.accountId, params.id))
      if (!found) throw notConnected()
      const { id, revision, data, names } = found
      return {
        id,
        revision,
        callflow: data,
        names: Object.fromEntries(names),
      }
    },
  }) satisfies Partial<Handlers>

const UNREAD = 'KAZOO could not be asked.'

const notConnected = (): ApiProblem =>
  new ApiProblem(404, 'No connection reaches this KAZOO account.', { detail: 'Add one in the settings of the studio.' })

/** @throws ApiProblem with what KAZOO said; 404 for what is gone there */
function saying<T>(title: string, status: number, asked: Promise<T>): Promise<T> {
  return asked.catch((error: unknown) => {
    if (!(error instanceof CrossbarError)) throw error
    throw new ApiProblem(error.kind === 'not-found' ? 404 : status, title, { detail: error.message })
  })
}

/** As people read them: those with a name first, then by number. */
const byName = (a: KazooCallflow, b: KazooCallflow): number =>
  Number(a.name === '') - Number(b.name === '') ||
  (a.name || (a.numbers[0] ?? '')).localeCompare(b.name || (b.numbers[0] ?? ''))

const toCallflow = ({ id, name, numbers, patterns, modules, isFeatureCode, type }: CallflowSummary): KazooCallflow => ({
  id,
  name,
  numbers: [...numbers],
  patterns: [...patterns],
  modules: [...modules],
  keptBy: isFeatureCode ? 'feature code' : type,
})
