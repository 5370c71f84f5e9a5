/** The speech engine of the browser. */
import { useEffect, useState } from 'react'

/** Reports when a text has been said, or that it cannot be. */
export interface Said {
  onEnd: () => void
  onFail: () => void
}

/** Says a text. @returns how to stop: nothing is reported then */
export function say(text: string, language: string, { onEnd, onFail }: Said): () => void {
  const utterance = new SpeechSynthesisUtterance(text)
  utterance.lang = language
  utterance.onend = onEnd
  utterance.onerror = onFail
  window.speechSynthesis.speak(utterance)
  return () => {
    utterance.onend = null
    utterance.onerror = null
    window.speechSynthesis.cancel()
  }
}

const hasVoice = (): boolean => 'speechSynthesis' in window && window.speechSynthesis.getVoices().length > 0

/** Whether the browser has a voice; engines load theirs after the page. */
export function useHasVoice(): boolean {
  const [has, setHas] = useState(hasVoice)
  useEffect(() => {
    if (!('speechSynthesis' in window)) return
    const update = () => setHas(hasVoice())
    window.speechSynthesis.addEventListener('voiceschanged', update)
    return () => window.speechSynthesis.removeEventListener('voiceschanged', update)
  }, [])
  return has
}
