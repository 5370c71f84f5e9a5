import type { Preview } from '@callflow-studio/model/api'
import { useEffect, useRef, useState } from 'react'

/** Speaks what the caller hears, where the browser can. Each line once, and only what comes after switching it on. */
export function useReadAloud(preview: Preview | null, language: string) {
  const isAvailable = typeof window !== 'undefined' && 'speechSynthesis' in window
  const [isOn, setOn] = useState(false)
  const spoken = useRef(0)
  useEffect(() => {
    if (!isOn || !isAvailable) return
    const events = preview?.events ?? []
    // A shorter call was played again, or a step was taken back.
    if (events.length < spoken.current) {
      window.speechSynthesis.cancel()
      spoken.current = 0
    }
    for (const event of events.slice(spoken.current)) {
      if (event.kind !== 'speech' || !event.text) continue
      const utterance = new SpeechSynthesisUtterance(event.text)
      utterance.lang = language
      window.speechSynthesis.speak(utterance)
    }
    spoken.current = events.length
  }, [isOn, isAvailable, preview, language])
  useEffect(() => () => (isAvailable ? window.speechSynthesis.cancel() : undefined), [isAvailable])
  const toggle = () => {
    if (isOn) window.speechSynthesis.cancel()
    spoken.current = 0
    setOn(!isOn)
  }
  return { isAvailable, isOn, toggle }
}
