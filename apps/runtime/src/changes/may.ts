import type { ChangeId } from '@callflow-studio/model/api'
import type { Actor } from './actor.ts'

/** What the studio does by itself, and nobody can ask for: a flow that was long enough in the trash is deleted for good. */
export type SystemChangeId = 'flow.expire'

/** An actor asked for what it may not do. */
export class NotAllowed extends Error {
  constructor(actor: Actor, operation: ChangeId | SystemChangeId) {
    super(`${actor.kind} may not do ${operation}.`)
  }
}

/** Whether this actor may do this to this subject: the one administrator and the studio itself may do everything. */
function may(actor: Actor, operation: ChangeId | SystemChangeId, _subject: string): boolean {
  if (operation === 'flow.expire') return actor.kind === 'system'
  return actor.kind === 'call' ? operation === 'switch.save' : true
}

/** @throws NotAllowed */
export function assertMay(actor: Actor, operation: ChangeId | SystemChangeId, subject: string): void {
  if (!may(actor, operation, subject)) throw new NotAllowed(actor, operation)
}
