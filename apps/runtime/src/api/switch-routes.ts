/** `/api/switches`: open or closed by hand. */
import { createSwitchSchema, type Switch, type SwitchList, saveSwitchSchema } from '@callflow-studio/model/api'
import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { ADMINISTRATOR } from '../changes/actor.ts'
import type { UsedNow } from '../flows/usage.ts'
import type { SwitchInfo } from '../switches/switches.ts'
import type { ApiDeps } from './api-deps.ts'
import { ApiProblem, notFound } from './problem.ts'
import { readJson } from './read-json.ts'

export function createSwitchRoutes({ switches, usage, now }: ApiDeps): Hono<{ Bindings: HttpBindings }> {
  const show = async (info: SwitchInfo | null): Promise<Switch> => {
    if (!info) throw notFound('The switch')
    return toSwitch(info, await usage())
  }
  return new Hono<{ Bindings: HttpBindings }>()
    .get('/', async (context) => {
      const used = await usage()
      return context.json({ switches: switches.list().map((info) => toSwitch(info, used)) } satisfies SwitchList)
    })
    .post('/', async (context) => {
      const { name } = await readJson(context, createSwitchSchema)
      return context.json(await show(await switches.create(ADMINISTRATOR, name)), 201)
    })
    .get('/:id', async (context) => context.json(await show(switches.find(context.req.param('id')))))
    .put('/:id', async (context) => {
      const wish = await readJson(context, saveSwitchSchema)
      if (wish.until && Date.parse(wish.until) <= now().getTime())
        throw new ApiProblem(422, 'This time is over.', { detail: 'Choose a time that is still to come.' })
      const id = context.req.param('id')
      if (wish.until && (wish.state ?? switches.find(id)?.state) === 'automatic')
        throw new ApiProblem(422, 'Only open or closed has an end.', { detail: 'Give “state” as open or closed too.' })
      return context.json(await show(await switches.save(ADMINISTRATOR, id, wish)))
    })
    .delete('/:id', async (context) => {
      if (!(await switches.delete(ADMINISTRATOR, context.req.param('id')))) throw notFound('The switch')
      return context.body(null, 204)
    })
}

const toSwitch = (info: SwitchInfo, used: UsedNow): Switch => ({ ...info, usedBy: used.ofSwitch(info.id) })
