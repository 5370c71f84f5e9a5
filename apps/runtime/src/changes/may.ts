import type { ChangeId } from '@callflow-studio/model/api'
import type { Actor } from './actor.ts'

/** An actor asked for what it may not do. */
export class NotAllowed extends Error {
  constructor(actor: Actor, operation: ChangeId) {
    super(`${actor.kind} may not do ${operation}.`)
  }
}

/** Whether this actor may do this to this subject: the one administrator and the studio itself may do everything. */
function may(actor: Actor, operation: ChangeId, _subject: string): boolean {
  return actor.kind === 'call' ? operation === 'switch.save' : true
}

/** @throws NotAllowed */
export function assertMay(actor: Actor, operation: ChangeId, subject: string): void {
  if (!may(actor, operation, subject)) throw new NotAllowed(actor, operation)
}
