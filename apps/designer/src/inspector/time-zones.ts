const TIME_ZONES = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')]

/** All zones to choose from, and the one that is chosen even where this browser does not know it. */
export const zonesWith = (chosen: string): readonly string[] =>
  chosen === '' || TIME_ZONES.includes(chosen) ? TIME_ZONES : [chosen, ...TIME_ZONES]
