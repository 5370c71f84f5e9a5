/** A look-up of the sample call in words, and the user's own reply to it. */
import { serverOf } from '@callflow-studio/model'
import type { LookUpMock, LookUpResult, SentLookUp } from '@callflow-studio/model/api'

/** "crm.example.com"; an address that is none, as it is. */
export const shownHost = (url: string): string => serverOf(url) ?? url

/** Whether asking is all that it does: HTTP itself calls these safe. */
export const isHarmless = ({ method }: Pick<SentLookUp, 'method'>): boolean => method === 'GET' || method === 'HEAD'

/** What stands in the form for a reply of one's own. */
export interface ReplyEntry {
  isTimeout: boolean
  status: number
  body: string
}

export const FIRST_ENTRY: ReplyEntry = { isTimeout: false, status: 200, body: '{}' }

const TIMEOUT = 'look-up.timeout'

/** The user's reply, else the real one, to be changed. */
export function entryOf(own: LookUpMock | null, heard: LookUpResult | null): ReplyEntry {
  if (own) {
    if ('error' in own) return { ...FIRST_ENTRY, isTimeout: true }
    return { isTimeout: false, status: own.status, body: typeof own.body === 'string' ? own.body : '' }
  }
  return heard?.ok ? { isTimeout: false, status: heard.status, body: laidOut(heard.text) } : FIRST_ENTRY
}

/** @returns null where the status is none */
export function mockFrom({ isTimeout, status, body }: ReplyEntry): LookUpMock | null {
  if (isTimeout) return { error: TIMEOUT }
  if (!Number.isInteger(status) || status < 100 || status > 599) return null
  return { status, body, contentType: isJson(body) ? 'application/json' : 'text/plain' }
}

/** An empty body is no fault: many servers reply with a status alone. */
export const isJson = (text: string): boolean => text.trim() === '' || laidOut(text, null) !== null

function laidOut(text: string): string
function laidOut(text: string, otherwise: null): string | null
function laidOut(text: string, otherwise: string | null = text): string | null {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return otherwise // Servers reply with anything: it stays as it came.
  }
}
