import type { KazooAccount } from '@callflow-studio/model/api'

/** An account, and the names of those above it, from the top down. */
export interface AccountInTree {
  id: string
  name: string
  parents: readonly string[]
}

/** @returns accounts by name, those below another one right after it */
export function accountTree(accounts: readonly KazooAccount[]): AccountInTree[] {
  const names = new Map(accounts.map(({ id, name }) => [id, name]))
  return accounts
    .map(({ id, name, parentIds }) => ({ id, name, parents: parentIds.map((parent) => names.get(parent) ?? parent) }))
    .sort((a, b) => compareNames([...a.parents, a.name], [...b.parents, b.name]))
}

function compareNames(a: readonly string[], b: readonly string[]): number {
  const at = a.findIndex((name, index) => name !== b[index])
  if (at === -1) return a.length - b.length
  return at < b.length ? (a[at] ?? '').localeCompare(b[at] ?? '') : 1
}
