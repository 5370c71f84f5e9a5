/** What each fault says, and whether all is well. */

/** What went wrong so far. */
export const wrong = []

export function report(name, figures, problems) {
  wrong.push(...problems.map((problem) => `${name}: ${problem}`))
  const words = Object.entries(figures).map(([what, value]) => `${what} ${value}`)
  console.log(`${problems.length === 0 ? 'ok   ' : 'WRONG'} ${name}: ${words.join(', ')}`)
  for (const problem of problems) console.log(`      ${problem}`)
}

export const ms = (value) => `${Math.round(value)} ms`
