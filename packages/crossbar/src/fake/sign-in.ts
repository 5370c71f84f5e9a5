/** Signing in, renewing a token, and whose it is. @source docs/kazoo/crossbar.md, section 1 */
import { createHash } from 'node:crypto'
import { type FakeAccount, isObject, type JsonObject } from './account-data.ts'
import { type FieldErrors, invalid, invalidMethod, notFound, ok, type Reply, refused, systemError } from './reply.ts'
import { accountOf, type FakeRequest, type FakeState } from './state.ts'

const invalidCredentials = (): Reply =>
  systemError(401, 'invalid_credentials', { message: 'invalid credentials provided' })

const KEY_LENGTH = 64

export function apiAuth(state: FakeState, { method, data }: FakeRequest): Reply {
  if (method !== 'PUT') return invalidMethod()
  const errors = checkApiKey(data)
  if (errors.length > 0) return invalid(errors, state.rules.version === '5')
  const key = isObject(data) ? String(data.api_key) : ''
  const account = state.accounts.find(({ apiKey }) => apiKey === key)
  return account ? signedIn(state, account) : notFound(key)
}

function checkApiKey(data: unknown): FieldErrors {
  if (!isObject(data) || data.api_key === undefined)
    return [refused('api_key', 'required', 'Field is required but missing')]
  const unknown = Object.keys(data).find((name) => name !== 'api_key')
  if (unknown !== undefined)
    return [refused(unknown, 'additionalProperties', 'Strict checking of data is enabled and this property is unknown')]
  if (typeof data.api_key !== 'string') return [refused('api_key', 'type', 'Value is not of type string')]
  const { length } = data.api_key
  if (length < KEY_LENGTH)
    return [refused('api_key', 'minLength', 'String must be at least 64 characters', { value: data.api_key })]
  return length > KEY_LENGTH
    ? [refused('api_key', 'maxLength', 'String must not be more than 64 characters', { value: data.api_key })]
    : []
}

export function userAuth(state: FakeState, { method, data }: FakeRequest): Reply {
  if (method !== 'PUT') return invalidMethod()
  if (!isObject(data) || typeof data.credentials !== 'string')
    return invalid([refused('credentials', 'required', 'Field is required but missing')], false)
  const { credentials, account_name: name, account_realm: realm } = data
  const account = state.accounts.find((one) => (realm === undefined ? one.name === name : one.realm === realm))
  const login = account?.logins?.find(({ username, password }) => hashOf(username, password) === credentials)
  return account && login ? signedIn(state, account) : invalidCredentials()
}

const hashOf = (username: string, password: string): string =>
  createHash('md5').update(`${username.toLowerCase()}:${password}`).digest('hex')

/** `PUT /auth`: another token for one that is still good. */
export const refreshToken = (state: FakeState, { method, body }: FakeRequest, accountId: string): Reply => {
  if (method !== 'PUT') return invalidMethod()
  const account = accountOf(state, accountId)
  return body.action === 'refresh_token' && account ? signedIn(state, account) : invalidCredentials()
}

export function tokenAuth(state: FakeState, accountId: string): Reply {
  const account = accountOf(state, accountId)
  return account ? ok({ ...describe(account), method: 'cb_api_auth' }) : invalidCredentials()
}

function signedIn(state: FakeState, account: FakeAccount): Reply {
  const data = { ...describe(account), apps: [], cluster_id: '0123456789abcdef0123456789abcdef' }
  return { status: 201, data, beside: { auth_token: state.tokens.issue(account.id) } }
}

const describe = (account: FakeAccount): JsonObject => ({
  account_id: account.id,
  account_name: account.name,
  is_reseller: account.isReseller ?? false,
  is_master_account: account.parentId === null,
  reseller_id: account.parentId ?? account.id,
  language: 'en-us',
})
