/** Special days in words, by the clock and the language of this browser. */
import type { SpecialDay } from '@callflow-studio/model'
import { useTranslation } from 'react-i18next'
import { timeInWords } from '../../browser-locale.ts'

const DATE = { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' } as const

/** "2026-11-26" as "Thu, 26 Nov 2026" */
export const dateInWords = (date: string, language: string): string =>
  new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, DATE).format(new Date(date))

/** "open 9:00 AM – 1:00 PM"; "closed all day" */
export function useHoursInWords(): (day: SpecialDay) => string {
  const { t, i18n } = useTranslation('inspector')
  return ({ open = [], otherwise }) => {
    const times = open.map(({ from, to }) =>
      from === to ? t('allDay') : [from, to].map((time) => timeInWords(time, i18n.language)).join(' – '),
    )
    const words = times.length === 0 ? t('closedAllDay') : t('openAt', { times: times.join(', ') })
    return otherwise === 'closed' ? `${words} · ${t('exitClosed')}` : words
  }
}
