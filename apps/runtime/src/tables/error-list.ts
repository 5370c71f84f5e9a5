import type { TableError } from '@callflow-studio/model/api'

/** The first hundred mistakes, and the number of all: nobody reads a hundred thousand. */
export interface ErrorList {
  add: (line: number, column: string | null, message: string) => ErrorList
  count: () => number
  remarks: () => { remarks: TableError[]; remarkCount: number }
  refusal: () => { ok: false; errors: TableError[]; errorCount: number }
}

const MAX_LISTED = 100

export function createErrorList(): ErrorList {
  const errors: TableError[] = []
  let count = 0
  const list: ErrorList = {
    add(line, column, message) {
      if (++count <= MAX_LISTED) errors.push({ line, column, message })
      return list
    },
    count: () => count,
    remarks: () => ({ remarks: errors, remarkCount: count }),
    refusal: () => ({ ok: false, errors, errorCount: count }),
  }
  return list
}
