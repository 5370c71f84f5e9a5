import { CrossbarError } from './crossbar-error.ts'
import type { Token } from './sign-in.ts'

export interface Session {
  /** @returns a token that is not about to end; signs in if there is none. @throws CrossbarError */
  token(): Promise<Token>
  /** @returns another token after KAZOO has refused this one; parallel requests share one sign-in. @throws CrossbarError */
  replace(refused: Token): Promise<Token>
  /** KAZOO refused a new token too: no request tries to sign in for a while. */
  end(error: CrossbarError): void
  /** Signs in again, even after a refusal. */
  restart(): Promise<Token>
  current(): Token | null
}

/** So long nobody tries credentials again that KAZOO has refused: it may lock the account. */
const REFUSED_MS = 60_000

/**
 * Keeps one token for all requests of a connection.
 * @param signIn one request, never two at a time
 * @param now Unix milliseconds
 */
export function createSession(signIn: () => Promise<Token>, now: () => number): Session {
  let token: Token | null = null
  let signingIn: Promise<Token> | null = null
  let refused: { error: CrossbarError; until: number } | null = null

  const end = (error: CrossbarError): void => {
    token = null
    refused = { error, until: now() + REFUSED_MS }
  }

  const renew = (): Promise<Token> => {
    signingIn ??= signIn()
      .then((made) => {
        token = made
        refused = null
        return made
      })
      .catch((error: unknown) => {
        if (error instanceof CrossbarError && error.kind === 'signed-out') end(error)
        throw error
      })
      .finally(() => {
        signingIn = null
      })
    return signingIn
  }

  const unlessRefused = async (): Promise<Token> => {
    if (refused && now() < refused.until) throw refused.error
    return renew()
  }

  return {
    end,
    current: () => token,
    restart: () => renew(),
    token: async () => (token && now() < token.renewAt ? token : unlessRefused()),
    // Another request may have renewed it in the meantime.
    replace: async (old) => (token && token !== old ? token : unlessRefused()),
  }
}
