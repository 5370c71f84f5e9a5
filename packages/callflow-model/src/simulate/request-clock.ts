/** The clock at each request as it was; further requests follow the last one in the time of the call. */
export function createRequestClock(times: readonly string[]): (index: number, now: Date) => Date {
  let behindMs = 0
  return (index, now) => {
    const time = times[index]
    if (time === undefined) return new Date(now.getTime() + behindMs)
    behindMs = Date.parse(time) - now.getTime()
    return new Date(time)
  }
}
