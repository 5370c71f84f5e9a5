/**
 * The words by which a call is found: what was said, pressed and sent, and who called. Both databases keep them in an index of
 * their own kind; which words there are, and what is searched for, is decided here alone.
 */
import { pressedKeys } from './pressed-keys.ts'

/** What a request can be found by. */
export interface WordSource {
  callId: string
  flowName: string
  callerName: string
  callerNumber: string
  called: string
  error: string | null
  url: string
  requestType: string
  requestBody: string | null
  responseBody: string | null
  variables: string | null
  lookUps: string | null
}

const MAX_WORDS = 1000
const MAX_WORD_LENGTH = 64
/** Of one text in a request or an answer. */
const MAX_TEXT = 20_000
/** Shorter parts of numbers are no words, but for a number that is so short itself. */
const MIN_DIGITS = 4

/** @param titles of the steps that the call passed */
export function wordsOfCall(requests: readonly WordSource[], titles: Iterable<string>): string[] {
  const words = new Set<string>()
  const add = (text: string): void => {
    if (words.size < MAX_WORDS) for (const word of wordsIn(text)) words.add(word)
  }
  for (const title of titles) add(title)
  for (const request of requests) {
    const { callId, flowName, callerName, callerNumber, called, error } = request
    for (const text of [callId, flowName, callerName, error ?? '']) add(text)
    for (const number of [callerNumber, called]) for (const part of partsOfNumber(number)) words.add(part)
    for (const keys of pressedKeys(request.url, request.requestType, request.requestBody ?? ''))
      if (keys !== '') words.add(keysWord(keys))
    for (const text of textsOf(request)) add(text)
  }
  return [...words]
}

/** In lower case and without accents. */
function wordsIn(text: string): string[] {
  const plain = text.slice(0, MAX_TEXT).normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
  return (plain.match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => word.length <= MAX_WORD_LENGTH)
}

/** People remember the end of a number, and leave out its beginning. */
function partsOfNumber(number: string): string[] {
  const digits = number.replace(/\D/g, '').slice(0, MAX_WORD_LENGTH)
  if (digits === '') return wordsIn(number)
  const parts = [digits]
  for (let from = 1; digits.length - from >= MIN_DIGITS; from++) parts.push(digits.slice(from))
  return parts
}

/** A word that no text holds. */
const keysWord = (keys: string): string => `zqk${keys.replaceAll('*', 's').replaceAll('#', 'h')}`

/** Everything with letters or digits in it, but names of fields, and addresses: those hold tokens. */
function* textsOf({ url, requestBody, responseBody, variables, lookUps }: WordSource): Generator<string> {
  const query = url.includes('?') ? url.slice(url.indexOf('?') + 1) : ''
  if (query !== '') yield* valuesInForm(query)
  for (const text of [requestBody, responseBody, variables, lookUps]) {
    if (text === null || text === '') continue
    if (text.startsWith('<')) yield text.replace(/<[^>]*>/g, ' ')
    else if (/^[{["]/.test(text)) yield* valuesInJson(text)
    else yield* valuesInForm(text)
  }
}

function* valuesInForm(text: string): Generator<string> {
  for (const value of new URLSearchParams(text.slice(0, MAX_TEXT)).values()) if (!isAddress(value)) yield value
}

function* valuesInJson(text: string): Generator<string> {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    yield text // of a refused request only the beginning is kept
    return
  }
  const open: unknown[] = [parsed]
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (typeof at === 'string') {
      if (!isAddress(at)) yield at
    } else if (typeof at === 'number') yield String(at)
    else if (typeof at === 'object' && at !== null)
      for (const [name, value] of Object.entries(at)) if (name !== 'module') open.push(value ?? '')
  }
}

const isAddress = (text: string): boolean => /^https?:\/\//i.test(text)

/** Words that no text holds, for what the list is filtered by: so a search with a filter is one question to the index. */
export const MARK_OF = { slow: 'zqslow', failed: 'zqfailed' } as const
export const markOfOutcome = (outcome: string): string => `zqo${hexOf(outcome)}`
export const markOfFlow = (flowId: string, version?: number): string =>
  `zqf${hexOf(flowId)}${version === undefined ? '' : `v${version}`}`

const hexOf = (text: string): string => Buffer.from(text).toString('hex')

/** A word that is searched for. */
interface SearchedWord {
  text: string
  /** Whether it may be the beginning of a longer one. */
  isBeginning: boolean
}

/** Each of these must be found: one of its alternatives, with all of its words. */
export type SearchedTerm = readonly (readonly SearchedWord[])[]

/** @returns null where the text holds nothing that could be found */
export function toSearchedTerms(text: string): SearchedTerm[] | null {
  const terms: SearchedTerm[] = []
  const rest = text.replace(PRESSED, (_, keys: string) => {
    terms.push([[{ text: keysWord(keys), isBeginning: false }]])
    return ' '
  })
  for (const part of rest.replace(SPACED_NUMBER, (number) => number.replace(/\s+/g, '-')).split(/\s+/)) {
    const words = wordsIn(part).map(toSearched)
    if (words.length === 0) continue
    const digits = /^[+\d().\-/]+$/.test(part) ? part.replace(/\D/g, '') : ''
    terms.push(words.length > 1 && digits !== '' ? [words, [toSearched(digits)]] : [words])
  }
  return terms.length === 0 ? null : terms
}

const PRESSED = /\bpress(?:e[ds])?\s+([0-9*#]+)(?=\s|$)/gi

/** Numbers are shown in groups, as `+1 (415) 555-0100`, and logged without. */
const SPACED_NUMBER = /(?<=^|\s)[+(]?\d[\d().\-/]*(?:\s+[(]?\d[\d().\-/]*)+(?=\s|$)/g

/** What is shorter begins too many words. */
const MIN_BEGINNING = 3

const toSearched = (text: string): SearchedWord => ({ text, isBeginning: text.length >= MIN_BEGINNING })
