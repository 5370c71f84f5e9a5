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

/** Where a branch ends on the bar: its share and those before it. */
export const borderAt = (branches: readonly Branch[], index: number): number =>
  branches.slice(0, index + 1).reduce((sum, { weight }) => sum + weight, 0)

/** Moves the border behind a branch: what it gains the next one loses; all others keep theirs. */
export function moveBorder(branches: readonly Branch[], index: number, to: number): Branch[] {
  const [one, other] = [branches[index], branches[index + 1]]
  if (!one || !other) return [...branches]
  const share = Math.min(one.weight + other.weight, Math.max(0, Math.round(to) - borderAt(branches, index - 1)))
  return branches
    .with(index, { ...one, weight: share })
    .with(index + 1, { ...other, weight: one.weight + other.weight - share })
}

/** The same for each; the last one takes what rounding leaves. */
export const shareEqually = (branches: readonly Branch[]): Branch[] =>
  toShares(branches.map((branch) => ({ ...branch, weight: 1 })))

function withRest(branches: readonly Branch[], shares: readonly number[]): Branch[] {
  const last = branches.length - 1
  const before = shares.slice(0, last).reduce((sum, share) => sum + share, 0)
  return branches.map((branch, index) => ({ ...branch, weight: index === last ? 100 - before : (shares[index] ?? 0) }))
}
