/** Phone numbers in whatever spelling → E.164, so that two spellings of one number are equal. */
import { type CountryCode, getCountries, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js'

/** Shorter numbers without a prefix are extensions and short codes. */
const MIN_NATIONAL_DIGITS = 7

/**
 * Returns the number as `+498912345`; null for what is none, such as `anonymous` or an extension.
 * @param country ISO 3166 code, for numbers without a prefix
 * @example
 * toPhoneNumber('(089) 123459', 'DE') // '+4989123459'
 * toPhoneNumber('0049 89 123459') // '+4989123459'
 */
export function toPhoneNumber(text: string, country?: string): string | null {
  const written = text.normalize('NFKC').replace(INVISIBLE, '').trim()
  if (!/^\+?[\d\s().\-/‐–]+$/.test(written)) return null
  const digits = written.replace(/\D/g, '')
  if (written.startsWith('+')) return whole(written)
  if (digits.length < MIN_NATIONAL_DIGITS) return null
  const known = toCountry(country)
  const national = known && parsePhoneNumberFromString(written, known)
  if (national?.isValid()) return national.number
  if (digits.startsWith('00')) return whole(`+${digits.slice(2)}`)
  const prefixed = known && parsePhoneNumberFromString(`+${digits}`)
  return prefixed?.isValid() && prefixed.countryCallingCode === national?.countryCallingCode ? prefixed.number : null
}

/** Marks of writing direction, which come along from web pages and contact lists. */
const INVISIBLE = /[\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g

/**
 * Returns the texts under which a number may be kept, the likeliest first: numbers without a prefix stay as they are where
 * nobody has said their country, and KAZOO sends some callers' numbers without a plus.
 */
export function phoneSpellings(text: string, country?: string): string[] {
  const trimmed = text.trim()
  const number = toPhoneNumber(text, country)
  if (number !== null) return [...new Set([number, trimmed, number.slice(1)])]
  const digits = trimmed.replace(/\D/g, '')
  const prefixed = digits.length >= MIN_NATIONAL_DIGITS ? toPhoneNumber(`+${digits}`) : null
  return prefixed === null || !/^[\d\s().\-/]+$/.test(trimmed) ? [trimmed] : [...new Set([trimmed, digits, prefixed])]
}

/** Returns the country of a locale: `DE` of `de-DE` and of `de`; undefined for what is no locale. */
export function countryOfLocale(locale: string): string | undefined {
  try {
    return new Intl.Locale(locale).maximize().region
  } catch {
    return undefined // A RangeError: the text is no locale.
  }
}

/** The countries whose national numbers are known, as ISO 3166 codes. */
export const PHONE_COUNTRIES: readonly string[] = getCountries()

const toCountry = (country: string | undefined): CountryCode | undefined =>
  country !== undefined && isSupportedCountry(country) ? country : undefined

function whole(text: string): string | null {
  const number = parsePhoneNumberFromString(text)
  return number?.isPossible() ? number.number : null
}
