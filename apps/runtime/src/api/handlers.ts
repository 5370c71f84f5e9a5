/** What carries out the operations of the API: one handler an operation, typed by its entry in the table. */

import type { Diagnostic } from '@callflow-studio/model'
import type {
  Operation,
  OperationBody,
  OperationId,
  OperationParameters,
  OperationQuery,
  Operations,
} from '@callflow-studio/model/api'
import type { z } from 'zod'
import type { Actor } from '../changes/actor.ts'
import type { ApiContext } from './pivot-url.ts'

/** A request, read as the operation says. */
export interface OperationCall<O extends Operation> {
  /** Who asks. */
  actor: Actor
  params: OperationParameters<O>
  query: OperationQuery<O>
  body: OperationBody<O>
  /** The document in the body, as JSON; null where there is none. */
  document: string | null
  /** Why that document must not be stored: it is of a newer studio, or too large. */
  refused: Diagnostic[] | null
  context: ApiContext
}

/** An output that is JSON already: documents are not parsed on the thread that answers calls. */
export class JsonText<T> {
  readonly json: string
  /** Of what it is the JSON; never set. */
  readonly of?: T
  constructor(json: string) {
    this.json = json
  }
}

/** @returns the JSON of an object with a document in it */
export const withDocument = <T extends { document: unknown }>(
  shown: Omit<T, 'document'>,
  document: string,
): JsonText<T> => new JsonText(`${JSON.stringify(shown).slice(0, -1)},"document":${document}}`)

type HandlerOutput<O extends Operation> = O['output'] extends z.ZodType
  ? z.input<O['output']> | JsonText<z.output<O['output']>>
  : O['output'] extends null
    ? undefined
    : Response

/**
 * @returns the output; nothing for 204; a response where the output is no JSON
 * @throws ApiProblem
 */
type Handler<O extends Operation> = (call: OperationCall<O>) => HandlerOutput<O> | Promise<HandlerOutput<O>>

/** A handler for each operation: one that is missing does not compile. */
export type Handlers = { [Id in OperationId]: Handler<Operations[Id]> }
