import type { FlowDocument, FlowNode } from '@callflow-studio/model'
import type { TriedOut } from '@callflow-studio/model/api'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ApiError } from '../../api/api-error.ts'
import { request } from '../../api/client.ts'
import { studioStore, useStudio } from '../../state/studio-store.ts'
import { useSampleScope } from '../values/use-sample-scope.ts'

export type SentRequest = NonNullable<TriedOut['request']>

export type Attempt =
  | { kind: 'none' }
  /** The reply before it stays on screen meanwhile. */
  | { kind: 'sending'; tried: TriedOut | null }
  /** Something other than asking: it waits for a yes to this very request, which an edit would change. */
  | { kind: 'asks'; request: SentRequest; of: FlowDocument }
  | { kind: 'done'; tried: TriedOut }
  /** The studio itself did not do it; `message` is empty where it cannot be reached. */
  | { kind: 'refused'; message: string }

/**
 * Sends what an HTTP step would send for the sample caller. The last reply stays for a while, so that it is there again
 * when the step is selected again.
 */
export function useTryOut({ id }: FlowNode) {
  const client = useQueryClient()
  const scope = useSampleScope()
  const key = ['try-out', studioStore.getState().flowId, id]
  const lastReply = (): Attempt => {
    const tried = client.getQueryData<TriedOut>(key)
    return tried ? { kind: 'done', tried } : { kind: 'none' }
  }
  const [attempt, setAttempt] = useState(lastReply)
  const send = async (variables: Record<string, unknown>, isConfirmed = false) => {
    const {
      document,
      scenario: { caller, clock },
    } = studioStore.getState()
    setAttempt({ kind: 'sending', tried: client.getQueryData<TriedOut>(key) ?? null })
    try {
      const tried = await request('step.tryOut', {
        body: {
          document,
          nodeId: id,
          call: { ...caller.call },
          variables: { ...(scope.vars as Record<string, unknown>), ...variables },
          isConfirmed,
          ...(clock === null ? {} : { now: clock }),
        },
      })
      client.setQueryData(key, tried)
      setAttempt({ kind: 'done', tried })
    } catch (error) {
      setAttempt(failed(error, document))
    }
  }
  const document = useStudio((state) => state.document)
  const isPast = attempt.kind === 'asks' && attempt.of !== document
  return { attempt: isPast ? lastReply() : attempt, scope, send, cancel: () => setAttempt(lastReply()) }
}

function failed(error: unknown, of: FlowDocument): Attempt {
  if (!(error instanceof ApiError)) throw error
  const { request, diagnostics } = error.problem
  if (error.status === 409 && request) return { kind: 'asks', request, of }
  return { kind: 'refused', message: error.isOffline ? '' : (diagnostics?.[0]?.message ?? error.message) }
}
