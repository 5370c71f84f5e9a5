/** Phone numbers as people and carriers write them. */
import { type CountryCode, isSupportedCountry, type PhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js'

/** In countries with numbers of any length, such as Germany, fewer would count as a number: these are extensions. */
const MIN_DIGITS = 7
const digitsIn = (text: string): number => text.replace(/\D/g, '').length

/**
 * Reads a text that is a valid phone number and nothing else.
 * @param country in which a number without a prefix counts; empty: that of the locale
 */
export function readPhoneNumber(value: string, locale: string, country = ''): PhoneNumber | undefined {
  const wanted = country.toUpperCase() || locale.slice(3, 5).toUpperCase()
  const known: CountryCode | undefined = isSupportedCountry(wanted) ? wanted : undefined
  const text = value.trim()
  if (!text.startsWith('+') && digitsIn(text) < MIN_DIGITS) return undefined
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
