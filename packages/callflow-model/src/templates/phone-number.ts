/** Phone numbers in any spelling → E.164, so that two spellings of one number are equal. */
import {
  type CountryCode,
  getCountries,
  isSupportedCountry,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from 'libphonenumber-js'

/** Shorter numbers without a prefix are extensions and short codes, even where numbers may have any length. */
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

const digitsIn = (text: string): number => text.replace(/\D/g, '').length

/**
 * Reads a text that is a valid phone number and nothing else.
 * @param country in which a number without a prefix counts; empty: that of the locale
 */
export function readPhoneNumber(value: string, locale: string, country = ''): PhoneNumber | undefined {
  const known = toCountry(country.toUpperCase() || locale.slice(3, 5).toUpperCase())
  const text = value.trim()
  if (!text.startsWith('+') && digitsIn(text) < MIN_NATIONAL_DIGITS) return undefined
  // Not extracted: a sentence that holds a number is none.
  const number = parsePhoneNumberFromString(text, {
    extract: false,
    ...(known ? { defaultCountry: known } : {}),
  })
  return number?.isValid() ? number : undefined
}

const MAX_KNOWN = 1_000
const known = new Map<string, string>()

/**
 * A number without blanks, brackets, dashes and dots, as +14155550142 where it is valid in the locale's country; any
 * other text as it is. Remembered, since a switch compares one caller with many numbers.
 */
export function plainNumber(text: string, locale: string): string {
  const key = `${locale} ${text}`
  const found = known.get(key)
  if (found !== undefined) return found
  const plain = readPhoneNumber(text, locale)?.number ?? withoutSeparators(text)
  if (known.size >= MAX_KNOWN) known.clear()
  known.set(key, plain)
  return plain
}

const SPELLED = /^\+?[\d\s().\-/\u2010-\u2015]+$/

/** What is written of a number, such as "+1 415" or "(0049) 30", without what people put between the digits. */
export function withoutSeparators(text: string): string {
  return SPELLED.test(text) ? text.replaceAll(/[^\d+]/g, '').replace(/^00(?=[1-9])/, '+') : text
}
