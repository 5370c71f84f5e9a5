/** Which rows of a table are shown, in which order. */
export interface RowView {
  text: string
  /** `key`: those whose key begins with the text; `any`: those with the text in any cell. */
  where: 'key' | 'any'
  /** The name of a column; null: in the order of the file. */
  sort: string | null
  descending: boolean
}

export const ALL_ROWS: RowView = { text: '', where: 'key', sort: null, descending: false }

/** Whether rows stand as they were added, so that a new one comes last. */
export const showsAll = ({ text, sort }: RowView): boolean => text === '' && sort === null

/** A press on a column's name: upwards, downwards, then as they were. */
export function sortedBy(view: RowView, column: string): RowView {
  if (view.sort !== column) return { ...view, sort: column, descending: false }
  return view.descending ? { ...view, sort: null, descending: false } : { ...view, descending: true }
}
