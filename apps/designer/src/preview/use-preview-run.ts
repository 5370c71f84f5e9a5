/** Plays the sample call on the server: the document on screen, and all that the caller did, from the start. */
import type { FlowDocument } from '@callflow-studio/model'
import type { Preview } from '@callflow-studio/model/api'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useShallow } from 'zustand/react/shallow'
import { ApiError } from '../api/api-error.ts'
import { api } from '../api/client.ts'
import { studioStore, useStudio } from '../state/studio-store.ts'
import { litPath } from './preview-path.ts'

/** An edit of the drawing replays the call once the typing pauses; what the caller does, at once. */
const EDIT_PAUSE_MS = 400

/** @returns whether an answer is awaited, and how to ask again. */
export function usePreviewRun(): { isRunning: boolean; runAgain: () => void } {
  const { t } = useTranslation('preview')
  const [attempt, setAttempt] = useState(0)
  const [isRunning, setRunning] = useState(true)
  const { flowId, document, does, caller, clock, startAt } = useStudio(
    useShallow((state) => ({
      flowId: state.flowId,
      document: state.document,
      does: state.does,
      caller: state.caller,
      clock: state.clock,
      startAt: state.previewStartAt,
    })),
  )
  const lastDocument = useRef<FlowDocument | null>(null)

  // biome-ignore lint/correctness/useExhaustiveDependencies: `attempt` asks again for the very same call
  useEffect(() => {
    if (flowId === null) return
    const abort = new AbortController()
    const isEdit = lastDocument.current !== null && lastDocument.current !== document
    const run = async () => {
      setRunning(true)
      try {
        const preview = await api.preview(
          flowId,
          {
            document,
            call: caller.call,
            does: [...does],
            ...(clock === null ? {} : { now: clock }),
            ...(startAt === null ? {} : { startAt }),
          },
          abort.signal,
        )
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
  }, [flowId, document, does, caller, clock, startAt, attempt, t])

  return { isRunning, runAgain: () => setAttempt((count) => count + 1) }
}

/** Lights the way of the call on the canvas, as far as it is shown. */
export function useLitPath(preview: Preview | null): void {
  const document = useStudio((state) => state.document)
  const startAt = useStudio((state) => state.previewStartAt)
  const shown = useStudio((state) => state.shownLines)
  const setLit = useStudio((state) => state.setLit)
  useEffect(() => {
    setLit(preview ? litPath(document, preview, { startAt, shown }) : null)
  }, [document, preview, startAt, shown, setLit])
}
