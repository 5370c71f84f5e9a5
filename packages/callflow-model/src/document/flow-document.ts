/**
 * The flow document (docs/design.md#documents): what the designer edits, the server stores and the compiler reads.
 * A document may be saved in any state, so nothing here assumes that it makes sense: `read-document.ts` sorts out
 * what is well-formed, and unknown keys of documents, nodes and edges always survive.
 */
import { z } from 'zod'
import { FORMATS } from '../kazoo/formats.ts'
import { KAZOO_PROFILES } from '../kazoo/versions.ts'

export const SCHEMA_VERSION = 1

export const positionSchema = z.looseObject({ x: z.number(), y: z.number() })

export const flowNodeSchema = z.looseObject({
  id: z.string().min(1),
  /** A KAZOO module's exact name, or a studio step's dotted type, or start, error, note. */
  type: z.string().min(1),
  position: positionSchema,
  data: z.record(z.string(), z.unknown()),
  /** The user's own title of the step. */
  name: z.string().optional(),
  color: z.string().optional(),
  /** Ports with free keys that are drawn but not connected yet (a key of a KAZOO menu, a hangup cause). */
  openPorts: z.array(z.string()).optional(),
  /** What the ids in `data` are called in KAZOO, so that it can be read without a connection too. */
  names: z.record(z.string(), z.string()).optional(),
  /** Warnings that somebody has silenced, by code, each with the reason. */
  silenced: z.record(z.string(), z.string()).optional(),
})

export const flowEdgeSchema = z.looseObject({
  id: z.string().min(1),
  source: z.string(),
  /** The port: KAZOO's child key to the letter, or a studio step's port. */
  sourceHandle: z.string(),
  target: z.string(),
})

export const flowVariableSchema = z.looseObject({
  name: z.string(),
  type: z.enum(['string', 'number', 'boolean', 'json']).optional(),
  default: z.unknown().optional(),
  sensitive: z.boolean().optional(),
})

export const flowSettingsSchema = z.looseObject({
  format: z.enum(FORMATS),
  /** The KAZOO that the flow is made for; left out: the installation's `KAZOO_VERSION`. */
  kazoo: z.enum(KAZOO_PROFILES).optional(),
  locale: z.string(),
  timezone: z.string(),
  /** True once somebody has chosen the zone, so that UTC is no oversight. */
  timezoneChosen: z.boolean().optional(),
  /** The KAZOO account whose users, mailboxes and so on its steps name: 32 hex digits. */
  kazooAccount: z.string().optional(),
  /** How long callers may hear nothing, for the check of all calls; left out: 4 s. */
  maxSilenceMs: z.int().min(500).max(60_000).optional(),
})

export type FlowNode = z.infer<typeof flowNodeSchema>
export type FlowEdge = z.infer<typeof flowEdgeSchema>
export type FlowVariable = z.infer<typeof flowVariableSchema>
export type FlowSettings = z.infer<typeof flowSettingsSchema>

/** A port of a node. */
export interface PortRef {
  nodeId: string
  port: string
}

/** A well-formed flow document. What is stored may hold more and worse; `readDocument` makes one of these of it. */
export interface FlowDocument {
  schemaVersion: number
  nodes: FlowNode[]
  edges: FlowEdge[]
  settings: FlowSettings
  variables: FlowVariable[]
  [unknownKey: string]: unknown
}

/** What can be stored: any object whose `nodes` and `edges` are arrays. Work is never lost for being unfinished. */
export const storedDocumentSchema = z
  .looseObject({
    schemaVersion: z.number().optional(),
    nodes: z.array(z.unknown()),
    edges: z.array(z.unknown()),
  })
  .meta({
    id: 'Document',
    examples: [
      {
        schemaVersion: 1,
        settings: { format: 'kazoo', locale: 'en-US', timezone: 'America/New_York' },
        variables: [],
        nodes: [
          { id: 'start', type: 'start', position: { x: 0, y: 0 }, data: {} },
          { id: 'hello', type: 'tts', position: { x: 0, y: 160 }, data: { text: 'Hello {{ caller.name }}' } },
        ],
        edges: [{ id: 'e1', source: 'start', sourceHandle: '_', target: 'hello' }],
      },
    ],
  })
export type StoredDocument = z.infer<typeof storedDocumentSchema>

/** How long callers may hear nothing where the flow does not say it. */
export const DEFAULT_MAX_SILENCE_MS = 4000

export const DEFAULT_SETTINGS: FlowSettings = { format: 'kazoo', locale: 'en-US', timezone: 'UTC' }

/** Whether anybody has chosen the zone of a flow: UTC is what flows had that were made without one. */
export const hasOwnZone = ({ timezone, timezoneChosen }: FlowSettings): boolean =>
  timezoneChosen === true || (timezone !== '' && timezone !== DEFAULT_SETTINGS.timezone)

/** A new flow: a start and a fallback, nothing drawn yet. */
export const emptyDocument = (settings: Partial<FlowSettings> = {}): FlowDocument => ({
  schemaVersion: SCHEMA_VERSION,
  nodes: [
    { id: 'start', type: 'start', position: { x: 280, y: 0 }, data: {} },
    { id: 'error', type: 'error', position: { x: 0, y: 0 }, data: {} },
  ],
  edges: [],
  settings: { ...DEFAULT_SETTINGS, ...settings },
  variables: [],
})
