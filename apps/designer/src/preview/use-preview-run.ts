/** Plays the sample call on the server: the document on screen, and all that the caller did, from the start. */
import type { FlowDocument } from '@callflow-studio/model'
import type { Preview } from '@callflow-studio/model/api'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useShallow } from 'zustand/react/shallow'
import { ApiError } from '../api/api-error.ts'
import { request } from '../api/client.ts'
import { recordReplies } from '../state/preview-look-ups.ts'
import { toRequest } from '../state/preview-scenario.ts'
import { studioStore, useStudio } from '../state/studio-store.ts'
import { usePreviewedDocument } from '../state/use-previewed-document.ts'
import { highlightCall } from './highlight-call.ts'

/** An edit of the drawing replays the call once the typing pauses; what the caller does, at once. */
const EDIT_PAUSE_MS = 400

/** Each edit can make one reply stale, and each replay finds the next one; more often, something else is wrong. */
const MAX_REPLAYS = 10

/** @returns whether an answer is awaited. */
export function usePreviewRun(): boolean {
  const { t } = useTranslation('preview')
  const [isRunning, setRunning] = useState(true)
  const { flowId, document, scenario, replays } = useStudio(
    useShallow(({ flowId, document, scenario, replays }) => ({ flowId, document, scenario, replays })),
  )
  const lastDocument = useRef<FlowDocument | null>(null)

  // biome-ignore lint/correctness/useExhaustiveDependencies: `replays` asks again for the very same call
  useEffect(() => {
    if (flowId === null) return
    const abort = new AbortController()
    const isEdit = lastDocument.current !== null && lastDocument.current !== document
    const run = async () => {
      setRunning(true)
      try {
        const preview = await playWithLookUps(flowId, document, isEdit, abort.signal)
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
  }, [flowId, document, scenario, replays, t])

  return isRunning
}

/** Plays a call with the replies that are known of its look-ups, and keeps those that it gets. */
async function playWithLookUps(flowId: string, document: FlowDocument, isEdited: boolean, signal: AbortSignal) {
  const { scenario, takeConfirmed, setRecordedReplies } = studioStore.getState()
  let { recordedReplies } = studioStore.getState()
  // Used up before it is known whether it arrives: what could be sent twice is asked for once more instead.
  let confirmed = takeConfirmed()
  for (let replay = 0; ; replay++) {
    const version = scenario.replay?.version ?? null
    const body = {
      ...(version === null ? { document } : { version }),
      ...toRequest(scenario, recordedReplies),
      ...(confirmed === null ? {} : { confirmed: [confirmed] }),
    }
    const preview = await request('flow.preview', { id: flowId, body }, { signal })
    confirmed = null
    const next = recordReplies({
      lookUps: preview.lookUps ?? [],
      own: scenario.ownReplies,
      recorded: recordedReplies,
      after: scenario.actions.length,
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
  const document = usePreviewedDocument()
  const startAt = useStudio((state) => state.scenario.startAt)
  const shown = useStudio((state) => state.shownLines)
  const setHighlight = useStudio((state) => state.setCallHighlight)
  useEffect(() => {
    setHighlight(preview ? highlightCall(document, preview, { startAt, shown }) : null)
  }, [document, preview, startAt, shown, setHighlight])
}
