import type { FlowSettings } from '@callflow-studio/model'
import type { Config } from '../config.ts'

/** What the administrator sets for new flows; what is left out stays as it is. */
export const configuredFlowSettings = ({
  defaultTimezone,
  defaultLocale,
}: Pick<Config, 'defaultTimezone' | 'defaultLocale'>): Partial<FlowSettings> => ({
  ...(defaultTimezone === null ? {} : { timezone: defaultTimezone, timezoneChosen: true }),
  ...(defaultLocale === null ? {} : { locale: defaultLocale }),
})
