/**
 * `/api/switches`: open or closed by hand. A switch that is set wins over the hours of every step that names it, for all
 * calls and from their next request on.
 */
import { z } from 'zod'

export const switchStateSchema = z.enum(['automatic', 'open', 'closed'])

const switchName = z.string().trim().min(1).max(100)

/** `POST /api/switches` → 201: a new switch is automatic. */
export const createSwitchSchema = z.object({ name: switchName })

/**
 * `PUT /api/switches/:id`: what is left out stays. Another state ends the time of the one before, unless `until` is given
 * too: when it becomes automatic again, in the future; null: it stays until it is changed. What is automatic has no end.
 */
export const saveSwitchSchema = z.object({
  name: switchName.optional(),
  state: switchStateSchema.optional(),
  until: z.iso.datetime({ offset: true }).nullable().optional(),
})
export type SaveSwitch = z.input<typeof saveSwitchSchema>

export const switchSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** As it is now: automatic once `until` is over. */
  state: switchStateSchema,
  until: z.iso.datetime().nullable(),
  /** When its state was set last; null: never. */
  changedAt: z.iso.datetime().nullable(),
  /** The call that set it; null: somebody with access to the studio. */
  changedBy: z.object({ flow: z.string(), caller: z.string() }).nullable(),
  /** Flows whose draft or live version names it. */
  usedBy: z.array(z.object({ id: z.string(), name: z.string() })),
})
export type Switch = z.infer<typeof switchSchema>

/** A switch that an example names by this id. */
export const exampleSwitchSchema = createSwitchSchema.extend({ id: z.string() })
export type ExampleSwitch = z.infer<typeof exampleSwitchSchema>

/** `GET /api/switches`, by name. */
export const switchListSchema = z.object({ switches: z.array(switchSchema) })
export type SwitchList = z.infer<typeof switchListSchema>
