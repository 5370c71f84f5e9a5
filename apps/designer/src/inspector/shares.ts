export interface Branch {
  port: string
  weight: number
}

/** @returns the same ways with whole shares of 100; the last one takes what rounding leaves. */
export function toShares(branches: readonly Branch[]): Branch[] {
  const total = branches.reduce((sum, { weight }) => sum + weight, 0)
  if (branches.length === 0) return []
  const shares = branches.map(({ weight }) =>
    total > 0 ? Math.floor((weight / total) * 100) : Math.floor(100 / branches.length),
  )
  return withRest(branches, shares)
}

/** Sets one share; the others before the last keep theirs as far as there is room. */
export function setShare(branches: readonly Branch[], index: number, share: number): Branch[] {
  const wanted = Math.min(100, Math.max(0, Math.round(share)))
  let room = 100 - wanted
  const shares = branches.map(({ weight }, at) => {
    if (at === index) return wanted
    if (at === branches.length - 1) return 0
    const kept = Math.min(weight, room)
    room -= kept
    return kept
  })
  return withRest(branches, shares)
}

function withRest(branches: readonly Branch[], shares: readonly number[]): Branch[] {
  const last = branches.length - 1
  const before = shares.slice(0, last).reduce((sum, share) => sum + share, 0)
  return branches.map((branch, index) => ({ ...branch, weight: index === last ? 100 - before : (shares[index] ?? 0) }))
}
