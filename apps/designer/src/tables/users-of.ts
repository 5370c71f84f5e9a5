import type { Table } from '@callflow-studio/model/api'

/** The names of the flows that use a table, for a sentence or a line; empty where none does. */
export const usersOf = ({ usedBy }: Pick<Table, 'usedBy'>): string => usedBy.map(({ name }) => name).join(', ')
