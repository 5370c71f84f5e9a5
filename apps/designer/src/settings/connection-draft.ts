/** What the form of a connection to KAZOO holds. What one kind of sign-in needs stays while the other one is looked at. */
import type { Connection } from '@callflow-studio/model/api'
import type { RequestOf } from '../api/client.ts'

type NewConnection = NonNullable<RequestOf<'connection.create'>['body']>

export interface ConnectionDraft {
  baseUrl: string
  /** `kept`: as before, of a connection that is there. */
  signInBy: 'kept' | 'api-key' | 'user'
  apiKey: string
  username: string
  password: string
  /** How KAZOO finds the account of the user. */
  accountBy: 'accountName' | 'realm'
  account: string
}

/** @param connection left out for a new one */
export const draftOf = (connection?: Connection): ConnectionDraft => ({
  baseUrl: connection?.baseUrl ?? '',
  signInBy: connection?.isReadable ? 'kept' : (connection?.signIn.type ?? 'api-key'),
  apiKey: '',
  username: connection?.signIn.username ?? '',
  password: '',
  accountBy: 'accountName',
  account: '',
})

/** Whether every field that is shown is filled in. */
export function isComplete({ baseUrl, signInBy, apiKey, username, password, account }: ConnectionDraft): boolean {
  const needed = { kept: [], 'api-key': [apiKey], user: [username, password, account] }[signInBy]
  return [baseUrl, ...needed].every((text) => text.trim() !== '')
}

/** @returns null: as before */
export function signInOf(draft: ConnectionDraft): NewConnection['signIn'] | null {
  const { signInBy, apiKey, username, password, accountBy, account } = draft
  if (signInBy === 'kept') return null
  if (signInBy === 'api-key') return { type: 'api-key', apiKey: apiKey.trim() }
  const user = { type: 'user', username: username.trim(), password } as const
  return accountBy === 'realm' ? { ...user, realm: account.trim() } : { ...user, accountName: account.trim() }
}
