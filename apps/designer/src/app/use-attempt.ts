import { useState } from 'react'

/** What a button does on the server, and what the server said where that did not work. */
export function useAttempt() {
  const [trouble, setTrouble] = useState<string | null>(null)
  const attempt = (run: () => Promise<unknown>) => () => {
    setTrouble(null)
    run().catch((error: unknown) => setTrouble(error instanceof Error ? error.message : String(error)))
  }
  return { attempt, trouble, clear: () => setTrouble(null) }
}
