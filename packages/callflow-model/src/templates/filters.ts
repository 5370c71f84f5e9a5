/** Liquid filters for what callers bring: phone numbers, digits to be spoken, amounts. */
import { readPhoneNumber } from './phone-number.ts'

/** @param locale of the flow that runs, such as en-US; further arguments follow the filter's name */
type Filter = (value: unknown, locale: string, ...rest: unknown[]) => unknown

const textOf = (value: unknown): string => (value === null || value === undefined ? '' : String(value))

/**
 * `{{ "415 555 0100" | e164: "US" }}` is +14155550100. The country is needed for numbers without a prefix; left out, it
 * is that of the flow's language. What is no valid number stays as it is: an extension is still worth dialling.
 */
const e164: Filter = (value, locale, country) =>
  readPhoneNumber(textOf(value), locale, textOf(country))?.number ?? textOf(value)

/** `{{ caller.number | national }}` is (415) 555-0100. */
const national: Filter = (value, locale, country) =>
  readPhoneNumber(textOf(value), locale, textOf(country))?.formatNational() ?? textOf(value)

/** `{{ "+1 (415) 555" | digits_only }}` is 1415555. */
const digitsOnly: Filter = (value) => textOf(value).replace(/\D/g, '')

/** `{{ "4711" | spell }}` is "4 7 1 1": a speech engine reads the digits one by one, not as a number. */
const spell: Filter = (value) => [...textOf(value).replace(/\s+/g, '')].join(' ')

/** `{{ 2 | ordinal }}` is 2nd, in other languages as written there ("2." in German). */
const ordinal: Filter = (value, locale, other) => {
  const number = Number(textOf(value))
  if (textOf(value).trim() === '' || !Number.isInteger(number)) return textOf(value)
  const language = textOf(other || locale)
    .slice(0, 2)
    .toLowerCase()
  if (language === 'en') return `${number}${ENGLISH[new Intl.PluralRules('en', { type: 'ordinal' }).select(number)]}`
  if (language === 'fr') return `${number}${number === 1 ? 'er' : 'e'}`
  return `${number}${ROMANCE.has(language) ? 'º' : '.'}`
}
const ENGLISH = { one: 'st', two: 'nd', few: 'rd', other: 'th', zero: 'th', many: 'th' } as const
const ROMANCE = new Set(['es', 'pt', 'it'])

/** `{{ 12.5 | money: "USD" }}` is $12.50, written as the flow's language does. */
const money: Filter = (value, locale, currency, other) => {
  const amount = Number(textOf(value))
  if (textOf(value).trim() === '' || !Number.isFinite(amount)) return textOf(value)
  try {
    const format = new Intl.NumberFormat(textOf(other || locale), { style: 'currency', currency: textOf(currency) })
    // No-break spaces are for paper; a speech engine may stumble over them.
    return format.format(amount).replace(/[\u00A0\u202F]/g, ' ')
  } catch {
    // RangeError: no such currency or language. The amount alone is better than a dropped call.
    return amount.toFixed(2)
  }
}

export const filters: Readonly<Record<string, Filter>> = {
  e164,
  national,
  digits_only: digitsOnly,
  spell,
  ordinal,
  money,
}
