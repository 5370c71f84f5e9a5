/** Which part of the fake answers a request, and whether it may be asked. @source docs/kazoo/crossbar.md, section 1 */
import { isResource } from './account-data.ts'
import { about, accountItself, accountsBelow, mediaFile, phoneNumbers, systemStatus } from './account-endpoints.ts'
import { collection, single } from './documents.ts'
import { forbidden, invalidMethod, moduleOff, notFound, type Reply, systemError } from './reply.ts'
import { readSchema, validateBySchema } from './schemas.ts'
import { apiAuth, refreshToken, tokenAuth, userAuth } from './sign-in.ts'
import { accountOf, type FakeRequest, type FakeState, treeOf } from './state.ts'

/** @param token as it was sent; null where none was */
export function route(state: FakeState, request: FakeRequest, token: string | null): Reply {
  const { segments, method } = request
  const [first, second, third] = segments
  if (first === 'api_auth' || first === 'user_auth') {
    if (state.off.has(first)) return moduleOff()
    return first === 'api_auth' ? apiAuth(state, request) : userAuth(state, request)
  }
  if (first === 'schemas' && second !== undefined && third === undefined && method === 'GET')
    return state.off.has('schemas') ? moduleOff() : readSchema(state, second)
  const account = first === 'accounts' && second !== undefined ? accountOf(state, second) : undefined
  if (first === 'accounts' && !account) return notFound(second ?? '')
  if (token === null) return systemError(401, 'invalid_credentials', { message: 'invalid credentials' })
  const signedIn = state.tokens.accountOf(token)
  if (signedIn === null) return systemError(401, 'invalid credentials')
  if (!account) return outsideAccounts(state, request, signedIn)
  if (account.id !== signedIn && !treeOf(state, account).includes(signedIn)) return forbidden()
  const [resource, ...rest] = segments.slice(2)
  if (resource === undefined) return accountItself(request, account)
  if (state.off.has(resource) || state.off.has([resource, ...rest].slice(0, 2).join('/'))) return moduleOff()
  return insideAccount(state, request, account.id, [resource, ...rest])
}

function outsideAccounts(state: FakeState, request: FakeRequest, signedIn: string): Reply {
  const [first, second, third] = request.segments
  if (first === undefined || state.off.has(first)) return moduleOff()
  switch (first) {
    case 'auth':
      return refreshToken(state, request, signedIn)
    case 'token_auth':
      return request.method === 'GET' ? tokenAuth(state, signedIn) : invalidMethod()
    case 'system_status':
      return systemStatus(state)
    case 'schemas':
      return third === 'validation' ? validateBySchema(state, request, second ?? '', false) : moduleOff()
    default:
      return moduleOff()
  }
}

function insideAccount(state: FakeState, request: FakeRequest, accountId: string, path: readonly string[]): Reply {
  const account = accountOf(state, accountId)
  const [resource = '', id, below] = path
  if (!account) return notFound(accountId)
  if (resource === 'media' && id !== undefined && below === 'raw') return mediaFile(state, request, account, id)
  if (isResource(resource)) {
    if (path.length > 2) return moduleOff()
    const asked = { state, request, accountId, resource }
    return id === undefined ? collection(asked) : single(asked, id)
  }
  switch (resource) {
    case 'about':
      return about(state)
    case 'children':
      return accountsBelow(state, request, account, 1)
    case 'descendants':
      return accountsBelow(state, request, account, Number.POSITIVE_INFINITY)
    case 'phone_numbers':
      return phoneNumbers(state, request, account, path.slice(1))
    case 'schemas':
      return below === 'validation' ? validateBySchema(state, request, id ?? '', true) : readSchema(state, id ?? '')
    case 'pivot':
      if (id !== 'debug' || request.method !== 'GET') return moduleOff()
      return below === undefined
        ? state.debug.list(accountId, request.query)
        : state.debug.get(accountId, below, request.query)
    default:
      return moduleOff()
  }
}
