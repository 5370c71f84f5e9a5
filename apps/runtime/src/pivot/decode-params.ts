/**
 * KAZOO's parameters as it encodes them: query strings and forms with bracket names (`Digits[pin]=0042`, `User-ID[]=a`),
 * or JSON. A parser of our own: `parseBody` costs two thirds of the throughput, `querystring` twice this one's time, and
 * neither knows brackets.
 *
 * A caller must not lose the flow because of one odd value, so what cannot be decoded becomes U+FFFD in that value, and
 * the rest is read (decision 0018). Only what has no readable structure at all is refused.
 */
import { decodeForm } from './decode-form.ts'
import { decodeJson } from './decode-json.ts'
import { findDamaged } from './find-damaged.ts'
import { readRequestText } from './read-request-text.ts'
import { createParams, type Params, type Reading } from './reading.ts'

export type { Params } from './reading.ts'

/** `text` is the body as text, without a byte order mark; with U+FFFD where it is not UTF-8. */
export type Decoded =
  | {
      ok: true
      params: Params
      text: string
      /** Names of the parameters that hold U+FFFD in place of what could not be decoded, as `Digits[pin]`. */
      damaged: readonly string[]
    }
  | { ok: false; why: string; text: string }

/** Parameters may be nested this deep, `Digits[pin]` is 2: KAZOO sends 3, and depth is what attacks are made of. */
export const MAX_PARAM_LEVELS = 32

/**
 * @param query what follows the `?` of the address, or the empty text
 * @param body null for GET
 * @returns all parameters, nested, those of the body over those of the query; `ok: false` with the reason in words where
 *   the body is not a JSON object, or parameters are nested too deep. Texts are well-formed; objects of a form inherit
 *   nothing: a parameter called `__proto__` is only that.
 * @throws never
 */
export function decodeParams(query: string, contentType: string, body: Buffer | null): Decoded {
  const reading: Reading = { params: createParams(), isDamaged: false, isTooDeep: false, maxLevels: MAX_PARAM_LEVELS }
  const { params } = reading
  if (query !== '') decodeForm(query, reading)
  const text = body === null || body.length === 0 ? '' : readRequestText(body, reading)
  if (text !== '') {
    const why = isJson(contentType) ? decodeJson(text, reading) : decodeForm(text, reading)
    if (why !== null) return { ok: false, why, text }
  }
  if (reading.isTooDeep)
    return { ok: false, why: `The parameters are nested deeper than ${MAX_PARAM_LEVELS} levels.`, text }
  return { ok: true, params, text, damaged: reading.isDamaged ? findDamaged(params) : NONE }
}

const NONE: readonly string[] = []

const isJson = (contentType: string): boolean =>
  contentType.startsWith('application/json') || /^[^;]*[/+]json\b/i.test(contentType)
