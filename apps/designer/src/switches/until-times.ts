/** How long a switch stays as it is set, by the clock of this browser. */
export const UNTILS = ['never', 'hour', 'today', 'time'] as const
export type Until = (typeof UNTILS)[number]

const HOUR_MS = 3_600_000

/** @returns ISO 8601; null: until somebody changes it. `time` begins with the next full hour but one. */
export function untilTime(until: Until, now: Date): string | null {
  switch (until) {
    case 'never':
      return null
    case 'hour':
      return new Date(now.getTime() + HOUR_MS).toISOString()
    case 'today':
      return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1).toISOString()
    case 'time': {
      const hour = new Date(now.getFullYear(), now.getMonth(), now.getDate(), now.getHours() + 2)
      return hour.toISOString()
    }
  }
}

/** "2026-11-29T18:00" of this browser's clock, as `datetime-local` wants it. */
export function localText(iso: string): string {
  const at = new Date(iso)
  const two = (number: number) => String(number).padStart(2, '0')
  const date = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`
  return `${date}T${two(at.getHours())}:${two(at.getMinutes())}`
}

/** @returns ISO 8601; null for what is half typed, or over */
export function fromLocalText(text: string, now: Date): string | null {
  const at = new Date(text)
  return Number.isNaN(at.getTime()) || at <= now ? null : at.toISOString()
}
