/**
 * Open or closed by hand. A switch that is set wins over the hours of every step that names it, for all
 * calls and from their next request on.
 */
import { z } from 'zod'
import { idSchema, timeSchema, usedBySchema } from './common.ts'
import type { Operation } from './operation.ts'

export const switchStateSchema = z.enum(['automatic', 'open', 'closed'])

const switchName = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .meta({ examples: ['Night service'] })

/** A new switch is automatic. */
export const createSwitchSchema = z.object({ name: switchName })

/**
 * What is left out stays. Another state ends the time of the one before, unless `until` is given
 * too: when it becomes automatic again, in the future; null: it stays until it is changed. What is automatic has no end.
 */
export const saveSwitchSchema = z.object({
  name: switchName.optional(),
  state: switchStateSchema.optional().meta({ examples: ['closed'] }),
  until: z.iso
    .datetime({ offset: true })
    .nullable()
    .optional()
    .meta({ examples: ['2026-12-01T08:00:00+01:00'] }),
})
export type SaveSwitch = z.input<typeof saveSwitchSchema>

export const switchSchema = z
  .object({
    id: idSchema,
    name: z.string().meta({ examples: ['Night service'] }),
    /** As it is now: automatic once `until` is over. */
    state: switchStateSchema,
    until: timeSchema.nullable(),
    /** When its state was set last; null: never. */
    changedAt: timeSchema.nullable(),
    /** The call that set it; null: somebody with access to the studio. */
    changedBy: z.object({ flow: z.string(), caller: z.string() }).nullable(),
    /** Flows whose draft or live version names it. */
    usedBy: usedBySchema,
  })
  .meta({ id: 'Switch' })
export type Switch = z.infer<typeof switchSchema>

/** A switch that an example names by this id. */
export const exampleSwitchSchema = createSwitchSchema.extend({ id: z.string() })
export type ExampleSwitch = z.infer<typeof exampleSwitchSchema>

/** By name. */
export const switchListSchema = z.object({ switches: z.array(switchSchema) })
export type SwitchList = z.infer<typeof switchListSchema>

export const switchOperations = {
  'switch.list': {
    method: 'GET',
    path: '/switches',
    title: 'List switches',
    permission: 'switch.read',
    isChange: false,
    output: switchListSchema,
  },
  'switch.create': {
    method: 'POST',
    path: '/switches',
    title: 'Create a switch',
    permission: 'switch.set',
    isChange: true,
    body: { kind: 'json', schema: createSwitchSchema },
    output: switchSchema,
    status: 201,
  },
  'switch.show': {
    method: 'GET',
    path: '/switches/:id',
    title: 'Get a switch',
    permission: 'switch.read',
    isChange: false,
    output: switchSchema,
  },
  'switch.save': {
    method: 'PUT',
    path: '/switches/:id',
    title: 'Set or rename a switch',
    permission: 'switch.set',
    isChange: true,
    body: { kind: 'json', schema: saveSwitchSchema },
    output: switchSchema,
  },
  'switch.delete': {
    method: 'DELETE',
    path: '/switches/:id',
    title: 'Delete a switch',
    permission: 'switch.set',
    isChange: true,
    output: null,
  },
} as const satisfies Record<string, Operation>
