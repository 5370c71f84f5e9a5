/**
 * Public holidays of countries and their regions. The library brings its data along and asks nobody; it is large, so it
 * is loaded when the first question comes, and only in the thread that answers it.
 */
import type { HolidayCountries, HolidayRegions, HolidayType, PublicHolidays } from '@callflow-studio/model/api'
import type Holidays from 'date-holidays'

export interface HolidayQuery {
  country: string
  /** "BY", or "BY-A" for a place in it; empty: what the whole country has. */
  region: string
  years: readonly number[]
  types: readonly HolidayType[]
  /** "de" or "de-DE"; names that are not known in it come in the country's own. */
  language: string
}

/** @param language of the names where they are known in it. */
export async function listCountries(language: string): Promise<HolidayCountries> {
  const holidays = await load()
  return { countries: toPlaces(holidays.getCountries(shortOf(language))) }
}

/** @returns states, and within them the places that have holidays of their own; null for an unknown country */
export async function listRegions(country: string, language: string): Promise<HolidayRegions | null> {
  const holidays = await load()
  const short = shortOf(language)
  if (!Object.hasOwn(holidays.getCountries(short), country)) return null
  const states = toPlaces(holidays.getStates(country, short) ?? {})
  return {
    regions: states.flatMap((state) => [
      state,
      ...toPlaces(holidays.getRegions(country, state.code, short) ?? {}).map(({ code, name }) => ({
        code: `${state.code}-${code}`,
        name: `${state.name}, ${name}`,
      })),
    ]),
  }
}

/** @returns the days by date, each once; null for an unknown country or region */
export async function listHolidays(query: HolidayQuery): Promise<PublicHolidays | null> {
  const regions = await listRegions(query.country, query.language)
  if (!regions || (query.region !== '' && !regions.regions.some(({ code }) => code === query.region))) return null
  const [state, region] = splitRegion(query.region)
  const holidays = await load(query.country, state, region)
  const found = query.years.flatMap((year) => holidays.getHolidays(year, shortOf(query.language)))
  const days = found.flatMap(({ date, start, end, name, type }) => {
    const wanted = query.types.find((each) => each === type)
    if (!wanted) return []
    const first = date.slice(0, 'YYYY-MM-DD'.length)
    const to = addDays(first, Math.round((end.getTime() - start.getTime()) / DAY_MS) - 1)
    return [{ date: first, ...(to > first ? { to } : {}), name, type: wanted }]
  })
  return { days: mergeByDate(days) }
}

type Day = PublicHolidays['days'][number]

/** Two holidays on one day are one row of a list. */
function mergeByDate(days: readonly Day[]): Day[] {
  const byDate = new Map<string, Day>()
  for (const day of days.toSorted((one, other) => (one.date < other.date ? -1 : 1))) {
    const known = byDate.get(day.date)
    const name = !known || known.name === day.name ? day.name : `${known.name}, ${day.name}`
    const to = [known?.to, day.to]
      .filter((last) => last !== undefined)
      .sort()
      .at(-1)
    byDate.set(day.date, { ...(known ?? day), name, ...(to === undefined ? {} : { to }) })
  }
  return [...byDate.values()]
}

async function load(...place: string[]): Promise<Holidays> {
  const { default: Library } = await import('date-holidays')
  const [country, state, region] = place.filter((part) => part !== '')
  if (country === undefined) return new Library()
  if (state === undefined) return new Library(country)
  return region === undefined ? new Library(country, state) : new Library(country, state, region)
}

/** The codes of states hold no hyphen. */
function splitRegion(region: string): [state: string, region: string] {
  const at = region.indexOf('-')
  return at < 0 ? [region, ''] : [region.slice(0, at), region.slice(at + 1)]
}

const DAY_MS = 86_400_000
const addDays = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 'YYYY-MM-DD'.length)

const shortOf = (language: string): string => language.slice(0, 2).toLowerCase()

const toPlaces = (names: Readonly<Record<string, string>>): HolidayCountries['countries'] =>
  Object.entries(names)
    .map(([code, name]) => ({ code, name }))
    .sort((one, other) => one.name.localeCompare(other.name))
