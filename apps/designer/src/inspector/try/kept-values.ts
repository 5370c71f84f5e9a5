/** What an HTTP step keeps of a reply, and where in a reply that stands. */
import { type Json, type JsonPlace, placesOf } from '@callflow-studio/model'
import { rowId } from './reply-rows.ts'

export interface KeptValue {
  name: string
  /** JSON if left out. */
  from?: 'json' | 'status' | 'text'
  path?: string
}

export const keptValues = (value: unknown): readonly KeptValue[] => (Array.isArray(value) ? value.filter(isKept) : [])

const isKept = (line: unknown): line is KeptValue =>
  typeof line === 'object' && line !== null && 'name' in line && typeof line.name === 'string'

const isFromJson = ({ from = 'json' }: KeptValue): boolean => from === 'json'

/** Where one of the lines leads: its index, and its name. */
export interface Kept {
  index: number
  name: string
}

/** @returns the lines that lead to each place of a reply, by the place's id; a path may lead to many. */
export function keptPlaces(lines: readonly KeptValue[], reply: Json): ReadonlyMap<string, readonly Kept[]> {
  const found = new Map<string, Kept[]>()
  for (const [index, line] of lines.entries()) {
    if (!isFromJson(line)) continue
    for (const place of placesOf(line.path ?? '', reply)) {
      const id = rowId(place)
      found.set(id, [...(found.get(id) ?? []), { index, name: line.name }])
    }
  }
  return found
}

/** @returns the lines whose path is not in this reply. */
export const lostValues = (lines: readonly KeptValue[], reply: Json): readonly KeptValue[] =>
  lines.filter((line) => isFromJson(line) && placesOf(line.path ?? '', reply).length === 0)

/** What somebody points at: a place in the JSON, or the reply as a whole. */
export type Pointed = { from: 'json'; place: JsonPlace; path: string } | { from: 'status' | 'text' }

/** The line that keeps it under a name. */
export const lineFor = (pointed: Pointed, name: string): KeptValue =>
  pointed.from === 'json' ? { name, path: pointed.path } : { name, from: pointed.from }
