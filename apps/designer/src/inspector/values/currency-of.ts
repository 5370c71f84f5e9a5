/** ISO 4217 by ISO 3166, for the currencies that flows are most often about; Intl does not know it. */
const CURRENCIES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    'AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK'.split(' ').map((region) => [region, 'EUR']),
  ),
  AE: 'AED',
  AR: 'ARS',
  AU: 'AUD',
  BR: 'BRL',
  CA: 'CAD',
  CH: 'CHF',
  CL: 'CLP',
  CN: 'CNY',
  CO: 'COP',
  CZ: 'CZK',
  DK: 'DKK',
  GB: 'GBP',
  HK: 'HKD',
  HU: 'HUF',
  IL: 'ILS',
  IN: 'INR',
  JP: 'JPY',
  KR: 'KRW',
  MX: 'MXN',
  NO: 'NOK',
  NZ: 'NZD',
  PL: 'PLN',
  RO: 'RON',
  SE: 'SEK',
  SG: 'SGD',
  TR: 'TRY',
  UA: 'UAH',
  ZA: 'ZAR',
}

/**
 * Returns the currency of a language's country, `USD` where that is not known.
 *
 * @example currencyOf('de-CH') // 'CHF'
 */
export function currencyOf(locale: string): string {
  try {
    return CURRENCIES[new Intl.Locale(locale).maximize().region ?? ''] ?? 'USD'
  } catch {
    return 'USD' // Half a language, as it is being typed into the settings.
  }
}
