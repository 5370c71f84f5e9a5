/**
 * Connections to KAZOO: an account of a cluster and how the studio signs in there. A connection of a reseller reaches the
 * accounts below its own. What flows name (users, mailboxes, menus …) is listed through it.
 */
import { z } from 'zod'
import { ENTITY_KINDS } from '../kazoo/entity-kinds.ts'
import { flag, idSchema, timeSchema } from './common.ts'
import type { Operation } from './operation.ts'

export const kazooIdSchema = z
  .string()
  .regex(/^[0-9a-f]{32}$/, 'expected 32 hex digits')
  .meta({ examples: ['4e59ec93d1d9b1c5c1fd4ad7a1bd8e8e'] })

const text = (max: number) => z.string().trim().min(1).max(max)
const secret = (max: number) => z.string().min(1).max(max)

const user = z.object({ type: z.literal('user'), username: text(256), password: secret(256) })

/** The key of an account is best: it belongs to no person. A user is found in the account of a name, or of a realm. */
const signInSchema = z.union([
  z.object({ type: z.literal('api-key'), apiKey: secret(256).meta({ examples: ['the account’s API key'] }) }),
  user.extend({ accountName: text(256).meta({ examples: ['Acme'] }) }),
  user.extend({ realm: text(256).meta({ examples: ['acme.sip.example.com'] }) }),
])

const baseUrlSchema = text(500).meta({ examples: ['https://kazoo.example.com:8443/v2'] })

export const createConnectionSchema = z.object({ baseUrl: baseUrlSchema, signIn: signInSchema })

/** What is left out stays. */
export const saveConnectionSchema = z.object({ baseUrl: baseUrlSchema.optional(), signIn: signInSchema.optional() })

export const connectionSchema = z
  .object({
    id: idSchema,
    baseUrl: z.string().meta({ examples: ['https://kazoo.example.com:8443/v2'] }),
    /** The account that it signs in to. */
    accountId: kazooIdSchema,
    accountName: z.string().meta({ examples: ['Acme'] }),
    isReseller: z.boolean(),
    /** As the cluster tells it; null: it does not. */
    version: z.string().nullable(),
    signIn: z.object({ type: z.enum(['api-key', 'user']), username: z.string().nullable() }),
    /** False: it was sealed with another STUDIO_SECRET, and has to be entered again. */
    isReadable: z.boolean(),
    updatedAt: timeSchema,
  })
  .meta({ id: 'Connection' })
export type Connection = z.infer<typeof connectionSchema>

/** By the name of the account. */
export const connectionListSchema = z.object({ connections: z.array(connectionSchema) })

/** An account that flows can belong to. */
export const kazooAccountSchema = z
  .object({
    id: kazooIdSchema,
    name: z.string().meta({ examples: ['Acme'] }),
    /** The connection that reaches it. */
    connectionId: idSchema,
    /** Accounts above it, from the connection's own on; empty for that one. */
    parentIds: z.array(z.string()),
  })
  .meta({ id: 'KazooAccount' })
export type KazooAccount = z.infer<typeof kazooAccountSchema>

export const kazooAccountListSchema = z.object({
  accounts: z.array(kazooAccountSchema),
  /** Connections whose accounts could not be read, and why. */
  problems: z.array(z.object({ connectionId: idSchema, message: z.string() })),
})

/** Something that KAZOO keeps and steps name by id. */
export const kazooEntitySchema = z
  .object({
    id: z.string(),
    name: z.string().meta({ examples: ['Ann Bell'] }),
    /** What tells two of one name apart: an extension, a mailbox number, a user name. */
    detail: z
      .string()
      .nullable()
      .meta({ examples: ['204'] }),
  })
  .meta({ id: 'KazooEntity' })
export type KazooEntity = z.infer<typeof kazooEntitySchema>

export const kazooEntityListSchema = z.object({
  entities: z.array(kazooEntitySchema),
  /** False: the module that lists them is not started on this KAZOO. */
  isAvailable: z.boolean(),
  readAt: timeSchema,
})
export type KazooEntityList = z.infer<typeof kazooEntityListSchema>

/** What the list of callflows tells of each. */
export const kazooCallflowSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    numbers: z.array(z.string()).meta({ examples: [['+14155550100', '2000']] }),
    patterns: z.array(z.string()),
    /** Every module in it. */
    modules: z.array(z.string()),
    /** A feature code, or a callflow that another app keeps: nothing that a person has drawn. */
    keptBy: z.string().nullable(),
  })
  .meta({ id: 'KazooCallflow' })
export type KazooCallflow = z.infer<typeof kazooCallflowSchema>

export const kazooCallflowDetailSchema = z.object({
  id: z.string(),
  revision: z.string(),
  /** The document as KAZOO keeps it, without what it adds for readers. */
  callflow: z.record(z.string(), z.unknown()),
  /** What the ids in it are called. */
  names: z.record(z.string(), z.string()),
})
export type KazooCallflowDetail = z.infer<typeof kazooCallflowDetailSchema>

const fresh = z.object({ fresh: flag().meta({ description: 'Asks KAZOO even if the list was read a moment ago.' }) })

export const connectionOperations = {
  'connection.list': {
    method: 'GET',
    path: '/connections',
    title: 'List connections to KAZOO',
    permission: 'connection.read',
    isChange: false,
    output: connectionListSchema,
  },
  'connection.create': {
    method: 'POST',
    path: '/connections',
    title: 'Connect to a KAZOO account',
    description: 'Signs in first: what does not work is not saved.',
    permission: 'connection.edit',
    isChange: true,
    body: { kind: 'json', schema: createConnectionSchema },
    output: connectionSchema,
    status: 201,
  },
  'connection.save': {
    method: 'PUT',
    path: '/connections/:id',
    title: 'Change a connection',
    description: 'Signs in first. It must lead to the same account.',
    permission: 'connection.edit',
    isChange: true,
    body: { kind: 'json', schema: saveConnectionSchema },
    output: connectionSchema,
  },
  'connection.delete': {
    method: 'DELETE',
    path: '/connections/:id',
    title: 'Disconnect from a KAZOO account',
    description: 'Nothing changes in KAZOO. Flows keep the ids and names that they have.',
    permission: 'connection.edit',
    isChange: true,
    output: null,
  },
  'connection.check': {
    method: 'POST',
    path: '/connections/:id/check',
    title: 'Sign in to KAZOO again',
    description: 'A 422 says what does not work.',
    permission: 'connection.read',
    isChange: false,
    output: connectionSchema,
  },
  'kazoo.accounts': {
    method: 'GET',
    path: '/kazoo/accounts',
    title: 'List the KAZOO accounts that connections reach',
    permission: 'connection.read',
    isChange: false,
    output: kazooAccountListSchema,
  },
  'kazoo.list': {
    method: 'GET',
    path: '/kazoo/accounts/:accountId/entities/:kind',
    title: 'List what a KAZOO account has of one kind',
    description: `Kinds: ${ENTITY_KINDS.join(', ')}.`,
    permission: 'connection.read',
    isChange: false,
    query: fresh,
    output: kazooEntityListSchema,
  },
  'kazoo.callflows': {
    method: 'GET',
    path: '/kazoo/accounts/:accountId/callflows',
    title: 'List the callflows of a KAZOO account',
    permission: 'connection.read',
    isChange: false,
    query: fresh,
    output: z.object({ callflows: z.array(kazooCallflowSchema) }),
  },
  'kazoo.callflow': {
    method: 'GET',
    path: '/kazoo/accounts/:accountId/callflows/:id',
    title: 'Get a callflow of a KAZOO account',
    permission: 'connection.read',
    isChange: false,
    output: kazooCallflowDetailSchema,
  },
} as const satisfies Record<string, Operation>
