/** Switches: open or closed by hand. */
import type { Switch } from '@callflow-studio/model/api'
import type { UsedNow } from '../flows/usage.ts'
import type { SwitchInfo } from '../switches/switches.ts'
import type { ApiDeps } from './api-deps.ts'
import type { Handlers } from './handlers.ts'
import { ApiProblem, notFound } from './problem.ts'

export function switchHandlers({ switches, usage, now }: Pick<ApiDeps, 'switches' | 'usage' | 'now'>) {
  const show = async (info: SwitchInfo | null): Promise<Switch> => {
    if (!info) throw notFound('The switch')
    return toSwitch(info, await usage())
  }
  return {
    'switch.list': async () => {
      const used = await usage()
      return { switches: switches.list().map((info) => toSwitch(info, used)) }
    },
    'switch.create': async ({ actor, body }) => show(await switches.create(actor, body.name)),
    'switch.show': ({ params }) => show(switches.find(params.id)),
    'switch.save': async ({ actor, params: { id }, body }) => {
      if (body.until && Date.parse(body.until) <= now().getTime())
        throw new ApiProblem(422, 'This time is over.', { detail: 'Choose a time that is still to come.' })
      if (body.until && (body.state ?? switches.find(id)?.state) === 'automatic')
        throw new ApiProblem(422, 'Only open or closed has an end.', { detail: 'Give “state” as open or closed too.' })
      return show(await switches.save(actor, id, body))
    },
    'switch.delete': async ({ actor, params }) => {
      if (!(await switches.delete(actor, params.id))) throw notFound('The switch')
    },
  } satisfies Partial<Handlers>
}

const toSwitch = (info: SwitchInfo, used: UsedNow): Switch => ({ ...info, usedBy: used.ofSwitch(info.id) })
