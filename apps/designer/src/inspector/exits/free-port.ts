/** @returns a name for an exit that none of these has: `case_1`, `case_2`, … */
export function freePort(base: string, taken: readonly { port: string }[]): string {
  let number = taken.length + 1
  while (taken.some(({ port }) => port === `${base}${number}`)) number++
  return `${base}${number}`
}
