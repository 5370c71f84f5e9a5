/**
 * What an operation of the HTTP API is. The runtime registers its routes from the table of operations, the designer's client
 * is typed by it, and the OpenAPI document and its page are written from it: nothing else names a path.
 */
import type { z } from 'zod'

/** What one may do, beyond being let in. Reads of one kind share a permission; so do edits. */
export const PERMISSIONS = [
  'studio.read',
  'studio.edit',
  'flow.read',
  'flow.edit',
  'flow.publish',
  'table.read',
  'table.edit',
  'switch.read',
  'switch.set',
  'secret.read',
  'secret.edit',
  'connection.read',
  'connection.edit',
  'call.read',
  'call.delete',
] as const
export type Permission = (typeof PERMISSIONS)[number]

/**
 * How a body is sent, and how the server reads it. `json`: as the schema says. `document`: the same, with a flow document in
 * it, which is passed on as text. `text`: JSON that another thread reads. `csv`: `text/csv`.
 */
export type BodyKind = 'json' | 'document' | 'text' | 'csv'

export interface Operation {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Below `/api`, with `:name` for each parameter. */
  path: `/${string}`
  /** An imperative: "Publish a flow". */
  title: string
  /** What the title leaves out, in a sentence or two. */
  description?: string
  permission: Permission
  /** Whether it changes what is stored, so that it goes through `change()` and is written to the table of changes. */
  isChange: boolean
  query?: z.ZodObject
  body?: { kind: Exclude<BodyKind, 'csv'>; schema: z.ZodObject } | { kind: 'csv' }
  /** A schema: JSON. Null: 204 without a body. A media type: anything else, such as a file or a stream. */
  output: z.ZodType | null | { mediaType: string }
  /** Of success; 200, or 204 where there is no output. */
  status?: 201
}

/** The names of the parameters in a path. */
type ParameterNames<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParameterNames<`/${Rest}`>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never

type RequiredKeys<T> = { [K in keyof T]-?: undefined extends T[K] ? never : K }[keyof T]

type Unchanged<T> = T extends (infer Item)[] ? readonly Item[] : T

/** Values as the server reads them; what the schema has a default for may be left out. */
type QueryInput<S extends z.ZodType> = {
  [K in RequiredKeys<z.input<S>> & keyof z.output<S>]: Unchanged<z.output<S>[K]>
} & { [K in keyof z.output<S>]?: Unchanged<z.output<S>[K]> | undefined }

/** The parameters of an operation's path, as the server reads them. */
export type OperationParameters<O extends Operation> = { [Name in ParameterNames<O['path']>]: string }

/** A `Blob`, which browsers and Node have and the model does not know. */
interface FileLike {
  readonly size: number
  readonly type: string
}

type Schema<O extends Operation> = O['body'] extends { schema: infer S extends z.ZodType } ? S : never

/** What a client gives: the parameters of the path by name, the query, and the body. */
export type OperationRequest<O extends Operation> = {
  [Name in ParameterNames<O['path']>]: string | number
} & (O extends {
  query: infer Q extends z.ZodType
}
  ? Record<never, never> extends QueryInput<Q>
    ? { query?: QueryInput<Q> }
    : { query: QueryInput<Q> }
  : unknown) &
  (O['body'] extends { kind: 'csv' }
    ? { body: string | FileLike }
    : [Schema<O>] extends [never]
      ? unknown
      : Record<never, never> extends z.input<Schema<O>>
        ? { body?: z.input<Schema<O>> }
        : { body: z.input<Schema<O>> })

/** What a client gets; undefined where the operation has no output. */
export type OperationOutput<O extends Operation> = O['output'] extends z.ZodType ? z.output<O['output']> : undefined

/** The query as the server reads it. */
export type OperationQuery<O extends Operation> = O extends { query: infer Q extends z.ZodType }
  ? z.output<Q>
  : undefined

/** The body as the server reads it, without the document in it; undefined where a handler reads it by itself. */
export type OperationBody<O extends Operation> = O['body'] extends { kind: 'document' }
  ? Omit<z.output<Schema<O>>, 'document'>
  : O['body'] extends { kind: 'json' }
    ? z.output<Schema<O>>
    : undefined
