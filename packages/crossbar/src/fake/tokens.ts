import { randomBytes } from 'node:crypto'

export interface Tokens {
  /** @returns a JWT with `exp` */
  issue(accountId: string): string
  /** The account that a token is for; null for one that is unknown or past its end. */
  accountOf(token: string): string | null
  /** Ends all that there are. */
  expire(): void
}

/** @param lifeS how long each is good, in seconds @param now Unix milliseconds */
export function createTokens(lifeS: number, now: () => number): Tokens {
  const known = new Map<string, { accountId: string; endsAt: number }>()
  return {
    issue(accountId) {
      const exp = Math.floor(now() / 1000) + lifeS
      const claims = { iss: 'kazoo', account_id: accountId, exp }
      const token = [{ typ: 'JWT', alg: 'RS256' }, claims]
        .map(encode)
        .concat(randomBytes(32).toString('base64url'))
        .join('.')
      known.set(token, { accountId, endsAt: exp * 1000 })
      return token
    },
    accountOf: (token) => {
      const found = known.get(token)
      return found && now() < found.endsAt ? found.accountId : null
    },
    expire: () => known.clear(),
  }
}

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
