import { type Hours, minutesOf, WEEKDAYS } from '@callflow-studio/model'

export interface Bar {
  /** Minutes since midnight. */
  from: number
  to: number
}

const DAY = 24 * 60

/** @returns for each day from Monday on when it is open; hours past midnight stand in both days. */
export function barsOf(weekly: readonly Hours[]): Bar[][] {
  const bars: Bar[][] = WEEKDAYS.map(() => [])
  for (const { days, from, to } of weekly) {
    const begin = minutesOf(from)
    const end = minutesOf(to)
    if (begin === null || end === null) continue
    WEEKDAYS.forEach((day, index) => {
      if (!days.includes(day)) return
      if (begin === end) bars[index]?.push({ from: 0, to: DAY })
      else if (begin < end) bars[index]?.push({ from: begin, to: end })
      else {
        bars[index]?.push({ from: begin, to: DAY })
        if (end > 0) bars[(index + 1) % bars.length]?.push({ from: 0, to: end })
      }
    })
  }
  return bars
}
