/** Signing in: which request, and what KAZOO says of the account. @source docs/kazoo/crossbar.md */
import { z } from 'zod'
import { CrossbarError } from './crossbar-error.ts'
import type { Envelope, JsonObject } from './envelope.ts'
import { md5 } from './md5.ts'

export type SignIn =
  | { type: 'api-key'; apiKey: string }
  | ({ type: 'user'; username: string; password: string } & ({ accountName: string } | { realm: string }))

/** Who has signed in. */
export interface SignedIn {
  accountId: string
  accountName: string | null
  isReseller: boolean
  resellerId: string | null
  /** Whether it is the account of the cluster's administrators. */
  isMasterAccount: boolean
  language: string | null
  /** ISO 8601; null where KAZOO's token does not say. */
  tokenExpiresAt: string | null
}

export interface Token {
  text: string
  /** Unix milliseconds; a new one is fetched from here on. */
  renewAt: number
  signedIn: SignedIn
}

/** @returns path and data of the request. It holds the secret: only ever as a body. */
export function signInRequest(signIn: SignIn): { path: readonly string[]; data: JsonObject } {
  if (signIn.type === 'api-key') return { path: ['api_auth'], data: { api_key: signIn.apiKey } }
  const { username, password } = signIn
  const account = 'realm' in signIn ? { account_realm: signIn.realm } : { account_name: signIn.accountName }
  // KAZOO stores user names in lower case, and hashes what it stores.
  return { path: ['user_auth'], data: { credentials: md5(`${username.toLowerCase()}:${password}`), ...account } }
}

const signedInSchema = z.looseObject({
  account_id: z.string(),
  account_name: z.string().nullish().catch(null),
  is_reseller: z.boolean().catch(false),
  reseller_id: z.string().nullish().catch(null),
  is_master_account: z.boolean().catch(false),
  language: z.string().nullish().catch(null),
})

/** A token is renewed this long before its end, since the clocks differ and requests take time. */
const MARGIN_MS = 60_000
/** For a token whose end is unknown, or past by our clock: it is used, and a 401 renews it. */
const UNKNOWN_LIFE_MS = 600_000

/** @param now Unix milliseconds @throws CrossbarError where there is no token in the answer */
export function tokenIn({ authToken, data }: Envelope, now: number): Token {
  const account = signedInSchema.safeParse(data)
  if (authToken === null || !account.success)
    throw new CrossbarError('not-crossbar', 'The answer to signing in has no token. Check the base URL.')
  const endsAt = endOf(authToken)
  const { account_id, account_name, is_reseller, reseller_id, is_master_account, language } = account.data
  return {
    text: authToken,
    renewAt: endsAt === null || endsAt - MARGIN_MS <= now ? now + UNKNOWN_LIFE_MS : endsAt - MARGIN_MS,
    signedIn: {
      accountId: account_id,
      accountName: account_name ?? null,
      isReseller: is_reseller,
      resellerId: reseller_id ?? null,
      isMasterAccount: is_master_account,
      language: language ?? null,
      tokenExpiresAt: endsAt === null ? null : new Date(endsAt).toISOString(),
    },
  }
}

/** @returns `exp` of a JWT in Unix milliseconds; null where it has none */
function endOf(jwt: string): number | null {
  try {
    const claims: unknown = JSON.parse(atob((jwt.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/')))
    const { exp } = z.object({ exp: z.number().positive().max(8e12) }).parse(claims)
    return exp * 1000
  } catch {
    return null // a token of another kind: it is used until KAZOO refuses it
  }
}

/** The words for a refused sign-in. Nothing of KAZOO's answer is repeated: it may name what was sent. */
export function refusedSignIn(signIn: SignIn, error: CrossbarError): CrossbarError {
  const isRefused = ['invalid', 'not-found', 'signed-out'].includes(error.kind)
  if (!isRefused || error.message.includes('second factor')) return error
  const details = { status: error.status, requestId: error.requestId }
  const message =
    signIn.type === 'api-key'
      ? 'KAZOO does not know this API key. Copy it again from the account in KAZOO.'
      : 'KAZOO did not accept this user, password or account. Check all three.'
  return new CrossbarError('signed-out', message, details)
}
