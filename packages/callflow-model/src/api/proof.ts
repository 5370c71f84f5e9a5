/** What the studio can prove of a flow, and the calls that show what it cannot. */
import { z } from 'zod'
import { lookUpMocksSchema } from './look-ups.ts'
import { callerActionSchema, sampleCallSchema } from './preview.ts'
import { switchStateSchema } from './switches.ts'

/**
 * ends: each call comes to a person, a mailbox, a queue or another callflow, or is told something before the line drops.
 * silence: nobody hears nothing for longer than the flow allows. loops: nothing is repeated for ever unless the caller acts.
 */
export const CLAIMS = ['ends', 'silence', 'loops'] as const

/** A call that a preview can play: part of a `PreviewRequest`. */
export const foundCallSchema = z.object({
  call: sampleCallSchema.partial().meta({ examples: [{ callerNumber: '+14155550100' }] }),
  now: z.string().optional(),
  mocks: lookUpMocksSchema.optional(),
  switches: z.record(z.string(), switchStateSchema).optional(),
  does: z.array(callerActionSchema),
})
export type FoundCall = z.infer<typeof foundCallSchema>

export const findingSchema = z
  .object({
    claim: z.enum(CLAIMS),
    /**
     * drops: nothing follows, or the step ends the call. too-quick: KAZOO ends it after some 20 quick steps. fallback: what is
     * heard when something fails. waits: silence. repeats: a loop.
     */
    kind: z.enum(['drops', 'too-quick', 'fallback', 'waits', 'repeats']),
    /** The step after which it happens, or where the loop begins; null in the fallback. */
    nodeId: z.string().nullable(),
    /** The exit that the call takes there; null where there is none to name. */
    port: z.string().nullable(),
    /** Null: until the caller hangs up. */
    silentMs: z.number().nullable().optional(),
    /** The steps of the call, each with the exit taken. Steps of sub-flows are among them. */
    steps: z.array(z.object({ nodeId: z.string(), port: z.string().nullable() })),
    /** The shortest call found in which it happens, played to be sure; null: none was found, but none can be excluded. */
    call: foundCallSchema.nullable(),
  })
  .meta({ id: 'Finding' })
export type Finding = z.infer<typeof findingSchema>

const verdictSchema = z.enum(['proven', 'refuted', 'open'])

export const proofSchema = z.object({
  maxSilenceMs: z.number(),
  /** By claim. refuted: a call shows it. open: neither a proof nor a call was found. */
  verdicts: z.object({ ends: verdictSchema, silence: verdictSchema, loops: verdictSchema }),
  findings: z.array(findingSchema),
  /**
   * Why not every call was looked at; null where all were. size: there are too many. sub-flow: a flow that it
   * runs is not known. module: a module can do more than was tried.
   */
  cutOff: z.enum(['size', 'sub-flow', 'module']).nullable(),
})
export type Proof = z.infer<typeof proofSchema>
