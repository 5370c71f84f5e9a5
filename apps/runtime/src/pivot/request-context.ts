/** What is known of a request while it is answered. */
import type { CallFacts, Continuation, ResolvedFlow } from '@callflow-studio/model'
import type { Params } from './decode-params.ts'
import type { PivotRequest } from './pivot-request.ts'

/** What its address says. */
export interface Target {
  path: string
  query: string
  key: string
  token: string | null
}

/** What is known once the token is opened, and before the parameters are read. */
export interface Arrived {
  request: PivotRequest
  target: Target
  continuation: Continuation | null
  /** Null where there is no flow to answer with. */
  start: ResolvedFlow | null
  begun: number
}

export interface RequestContext extends Arrived {
  start: ResolvedFlow
  params: Params
  /** The body as it came. */
  text: string
  /** Names of the parameters that could not be read whole. */
  damaged: readonly string[]
  facts: CallFacts
}

export const contentTypeOf = ({ headers }: PivotRequest): string => {
  const type = headers['content-type']
  return typeof type === 'string' ? type : ''
}
