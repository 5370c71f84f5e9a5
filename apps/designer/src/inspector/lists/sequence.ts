/** Edits of a list whose entries say their kind. */
import { isPlainObject } from '../form/field-value.ts'
import type { EntryKind } from '../form/form-fields.ts'

/** @returns the kind of an entry; undefined for one that the form does not know. */
export const entryKindOf = (entry: unknown, key: string, kinds: readonly EntryKind[]): EntryKind | undefined =>
  isPlainObject(entry) ? kinds.find(({ value }) => value === entry[key]) : undefined

/**
 * The entry as another kind: what both kinds know stays, what only the old one knew goes, and what neither knows is
 * somebody else's and stays.
 */
export function asKind(
  entry: Readonly<Record<string, unknown>>,
  from: EntryKind | undefined,
  to: EntryKind,
): Record<string, unknown> {
  const { fields: known } = to
  const isKept = (name: string) =>
    known.some(({ path }) => path === name) || !from?.fields.some(({ path }) => path === name)
  const kept = Object.fromEntries(Object.entries(entry).filter(([name]) => isKept(name)))
  return {
    ...kept,
    ...to.create(),
    ...Object.fromEntries(known.flatMap(({ path }) => (path in kept ? [[path, kept[path]]] : []))),
  }
}
