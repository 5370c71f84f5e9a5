/** Time zones, found by what people call them: cities, countries' clocks, offsets. */

const TIME_ZONES = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')]

/** All zones to choose from, and the one that is chosen even where this browser does not know it. */
export const zonesWith = (chosen: string): readonly string[] =>
  chosen === '' || TIME_ZONES.includes(chosen) ? TIME_ZONES : [chosen, ...TIME_ZONES]

/** Newer spellings of zones that browsers list by their old names, and large cities that share the zone of another one. */
const ALIASES: readonly (readonly [words: string, ...zones: string[]])[] = [
  ['kolkata mumbai delhi bangalore chennai hyderabad india', 'Asia/Calcutta', 'Asia/Kolkata'],
  ['kathmandu nepal', 'Asia/Katmandu', 'Asia/Kathmandu'],
  ['ho chi minh hanoi vietnam', 'Asia/Saigon', 'Asia/Ho_Chi_Minh'],
  ['yangon myanmar', 'Asia/Rangoon', 'Asia/Yangon'],
  ['kyiv ukraine', 'Europe/Kiev', 'Europe/Kyiv'],
  ['nuuk greenland', 'America/Godthab', 'America/Nuuk'],
  ['faroe', 'Atlantic/Faeroe', 'Atlantic/Faroe'],
  ['buenos aires argentina', 'America/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
  ['indianapolis', 'America/Indianapolis', 'America/Indiana/Indianapolis'],
  ['louisville kentucky', 'America/Louisville', 'America/Kentucky/Louisville'],
  ['pohnpei', 'Pacific/Ponape', 'Pacific/Pohnpei'],
  ['beijing peking shenzhen guangzhou china', 'Asia/Shanghai'],
  ['jerusalem tel aviv israel', 'Asia/Jerusalem', 'Asia/Tel_Aviv'],
  ['abu dhabi emirates', 'Asia/Dubai'],
  ['osaka kyoto japan', 'Asia/Tokyo'],
  ['islamabad lahore pakistan', 'Asia/Karachi'],
  ['ankara turkey', 'Europe/Istanbul'],
  ['st petersburg russia', 'Europe/Moscow'],
  ['munich hamburg frankfurt cologne germany', 'Europe/Berlin'],
  ['geneva basel bern switzerland', 'Europe/Zurich'],
  ['barcelona spain', 'Europe/Madrid'],
  ['milan naples italy', 'Europe/Rome'],
  ['lyon marseille france', 'Europe/Paris'],
  ['manchester edinburgh glasgow england scotland united kingdom uk', 'Europe/London'],
  ['rotterdam hague netherlands', 'Europe/Amsterdam'],
  ['krakow poland', 'Europe/Warsaw'],
  ['boston washington miami atlanta philadelphia', 'America/New_York'],
  ['dallas houston austin minneapolis', 'America/Chicago'],
  ['salt lake city', 'America/Denver'],
  ['san francisco seattle san diego las vegas', 'America/Los_Angeles'],
  ['montreal ottawa', 'America/Toronto'],
  ['calgary', 'America/Edmonton'],
  ['rio de janeiro brasilia brazil', 'America/Sao_Paulo'],
  ['canberra', 'Australia/Sydney'],
  ['wellington new zealand', 'Pacific/Auckland'],
  ['cape town durban pretoria south africa', 'Africa/Johannesburg'],
  ['abuja nigeria', 'Africa/Lagos'],
]

/**
 * @param query as typed: "new york", "gmt+1", "kolkata", "pacific time"
 * @returns the zones it means, in their order; all for an empty query
 */
export function findZones(zones: readonly string[], query: string): readonly string[] {
  const offset = readOffset(query)
  if (offset !== null) return zones.filter((zone) => entryOf(zone).offsets.has(offset))
  const words = fold(query)
    .split(' ')
    .filter((word) => word !== '')
  // What the zones are called takes a quarter of a second to find out, so not for a list that nobody has opened.
  if (words.length === 0) return zones
  return zones.filter((zone) => {
    const { text } = entryOf(zone)
    return words.every((word) => text.includes(word))
  })
}

interface Entry {
  /** What it is found by, folded. */
  text: string
  /** Minutes before UTC in winter and in summer. */
  offsets: ReadonlySet<number>
}
const entries = new Map<string, Entry>()

function entryOf(zone: string): Entry {
  const known = entries.get(zone)
  if (known) return known
  const entry = describe(zone)
  entries.set(zone, entry)
  return entry
}

const WINTER = Date.UTC(2026, 0, 15)
const SUMMER = Date.UTC(2026, 6, 15)

function describe(zone: string): Entry {
  const aliases = ALIASES.flatMap(([words, ...of]) => (of.includes(zone) ? [words] : []))
  const name = (style: 'longGeneric' | 'longOffset', at: number): string =>
    new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: style })
      .formatToParts(at)
      .find(({ type }) => type === 'timeZoneName')?.value ?? ''
  try {
    return {
      text: fold([zone, ...aliases, name('longGeneric', WINTER)].join(' ')),
      offsets: new Set([WINTER, SUMMER].flatMap((at) => readOffset(name('longOffset', at)) ?? [])),
    }
  } catch {
    return { text: fold(zone), offsets: new Set() } // RangeError: a stored zone that this browser does not know.
  }
}

/** Letters and digits alone, in lower case and without accents; "New_York" and "new york" are the same. */
const fold = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

const OFFSET = /^(?:gmt|utc)\s*(?:([+\-\u2212])\s*(\d{1,2})(?::?(\d{2}))?)?$/i
const BARE_OFFSET = /^([+\-\u2212])\s*(\d{1,2})(?::?(\d{2}))?$/

/** @returns minutes before UTC that "gmt+1", "UTC-03:30" or "+5:30" mean; null for anything else */
function readOffset(text: string): number | null {
  const match = OFFSET.exec(text.trim()) ?? BARE_OFFSET.exec(text.trim())
  if (!match) return null
  const [, sign, hours = '0', minutes = '0'] = match
  const size = Number(hours) * 60 + Number(minutes)
  return sign === undefined || sign === '+' || size === 0 ? size : -size
}
