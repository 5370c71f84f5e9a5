/** Plays the sample call on the server: the document on screen, and all that the caller did, from the start. */
import type { FlowDocument } from '@callflow-studio/model'
import type { Preview, PreviewRequest } from '@callflow-studio/model/api'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useShallow } from 'zustand/react/shallow'
import { ApiError } from '../api/api-error.ts'
import { request } from '../api/client.ts'
import { mocksOf, recordReplies } from '../state/preview-look-ups.ts'
import { studioStore, useStudio } from '../state/studio-store.ts'
import { highlightCall } from './highlight-call.ts'

/** An edit of the drawing replays the call once the typing pauses; what the caller does, at once. */
const EDIT_PAUSE_MS = 400

/** Each edit can make one reply stale, and each replay finds the next one; more often, something else is wrong. */
const MAX_REPLAYS = 10

/** @returns whether an answer is awaited. */
export function usePreviewRun(): boolean {
  const { t } = useTranslation('preview')
  const [isRunning, setRunning] = useState(true)
  const { flowId, document, does, caller, clock, switchStates, startAt, replays } = useStudio(
    useShallow((state) => ({
      flowId: state.flowId,
      document: state.document,
      does: state.callerActions,
      caller: state.caller,
      clock: state.clock,
      switchStates: state.switchStates,
      startAt: state.previewStartAt,
      replays: state.replays,
    })),
  )
  const lastDocument = useRef<FlowDocument | null>(null)

  // biome-ignore lint/correctness/useExhaustiveDependencies: `replays` asks again for the very same call
  useEffect(() => {
    if (flowId === null) return
    const abort = new AbortController()
    const isEdit = lastDocument.current !== null && lastDocument.current !== document
    const run = async () => {
      setRunning(true)
      const input = {
        document,
        call: caller.call,
        does: [...does],
        ...(clock === null ? {} : { now: clock }),
        ...(Object.keys(switchStates).length === 0 ? {} : { switches: switchStates }),
        ...(startAt === null ? {} : { startAt }),
      }
      try {
        const preview = await playWithLookUps(flowId, input, isEdit, abort.signal)
        lastDocument.current = document
        studioStore.getState().setPreview(preview)
        setRunning(false)
      } catch (error) {
        if (abort.signal.aborted) return
        const { preview, setPreview } = studioStore.getState()
        setPreview(preview, error instanceof ApiError && !error.isOffline ? error.message : t('offline'))
        setRunning(false)
      }
    }
    const timer = setTimeout(() => void run(), isEdit ? EDIT_PAUSE_MS : 0)
    return () => {
      clearTimeout(timer)
      abort.abort()
    }
  }, [flowId, document, does, caller, clock, switchStates, startAt, replays, t])

  return isRunning
}

/** Plays a call with the replies that are known of its look-ups, and keeps those that it gets. */
async function playWithLookUps(flowId: string, input: PreviewRequest, isEdited: boolean, signal: AbortSignal) {
  const { ownReplies: own, initialValues: kept, takeConfirmed, setRecordedReplies } = studioStore.getState()
  let { recordedReplies } = studioStore.getState()
  // Used up before it is known whether it arrives: what could be sent twice is asked for once more instead.
  let confirmed = takeConfirmed()
  for (let replay = 0; ; replay++) {
    const mocks = mocksOf(own, recordedReplies)
    const preview = await request(
      'flow.preview',
      { id: flowId, body: { ...input, mocks, kept, ...(confirmed === null ? {} : { confirmed: [confirmed] }) } },
      { signal },
    )
    confirmed = null
    const next = recordReplies({
      lookUps: preview.lookUps ?? [],
      own,
      recorded: recordedReplies,
      after: input.does?.length ?? 0,
      isEdited,
    })
    recordedReplies = next.recorded
    if (next.isStale && replay < MAX_REPLAYS) continue
    setRecordedReplies(recordedReplies)
    return preview
  }
}

/** Highlights the path of the call on the canvas, as far as the transcript shows it. */
export function useCallHighlight(preview: Preview | null): void {
  const document = useStudio((state) => state.document)
  const startAt = useStudio((state) => state.previewStartAt)
  const shown = useStudio((state) => state.shownLines)
  const setHighlight = useStudio((state) => state.setCallHighlight)
  useEffect(() => {
    setHighlight(preview ? highlightCall(document, preview, { startAt, shown }) : null)
  }, [document, preview, startAt, shown, setHighlight])
}
