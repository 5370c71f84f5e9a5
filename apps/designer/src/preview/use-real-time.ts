/** Plays the transcript as fast as the call: prompts are said, and silence, ringing and look-ups take their time. */
import type { Preview } from '@callflow-studio/model/api'
import { useEffect, useRef } from 'react'
import { studioStore, useStudio } from '../state/studio-store.ts'
import { say, useHasVoice } from './use-voice.ts'

/** An engine that never reports the end of a text must not stop the call. */
const maxSpeechMs = (estimatedMs: number): number => 3 * estimatedMs + 5000

/** @returns whether prompts are heard, and how much of the call has been played by now, in milliseconds */
export function useRealTime(preview: Preview | null, language: string): { hasVoice: boolean; nowMs: () => number } {
  const hasVoice = useHasVoice()
  const isPlaying = useStudio((state) => state.isPlaying)
  const shown = useStudio((state) => state.shownLines)
  /** Of the line that is played now. */
  const line = useRef({ fromMs: 0, untilMs: 0, beganAt: 0 })

  useEffect(() => {
    const event = preview && shown !== null ? preview.events[shown - 1] : undefined
    if (!isPlaying || !preview || shown === null || !event) return
    const { playedMs, playNextLine } = studioStore.getState()
    const fromMs = Math.max(playedMs, event.atMs)
    const untilMs = Math.max(fromMs, preview.events[shown]?.atMs ?? preview.durationMs)
    line.current = { fromMs, untilMs, beganAt: performance.now() }
    let timer = 0
    const waitFor = (durationMs: number) => {
      clearTimeout(timer)
      timer = window.setTimeout(playNextLine, durationMs)
    }
    // What was cut off in the middle is not said again.
    const isSaid = hasVoice && event.kind === 'speech' && fromMs === event.atMs && Boolean(event.text)
    waitFor(isSaid ? maxSpeechMs(untilMs - fromMs) : untilMs - fromMs)
    const stop = isSaid
      ? say(event.text ?? '', language, { onEnd: () => waitFor(0), onFail: () => waitFor(untilMs - fromMs) })
      : null
    return () => {
      clearTimeout(timer)
      stop?.()
    }
  }, [isPlaying, shown, preview, language, hasVoice])

  const nowMs = () => {
    const { fromMs, untilMs, beganAt } = line.current
    // A voice may be slower than estimated: the key still comes while it speaks.
    return Math.min(fromMs + performance.now() - beganAt, Math.max(fromMs, untilMs - 1))
  }
  return { hasVoice, nowMs }
}
