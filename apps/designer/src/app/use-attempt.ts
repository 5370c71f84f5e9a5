import { useState } from 'react'

/** What a button does on the server, and what the server said where that did not work. */
export function useAttempt() {
  const [problem, setProblem] = useState<string | null>(null)
  const attempt = (run: () => Promise<unknown>) => () => {
    setProblem(null)
    run().catch((error: unknown) => setProblem(error instanceof Error ? error.message : String(error)))
  }
  return { attempt, problem, clear: () => setProblem(null) }
}
