/** Which flows a table or a secret would be missed by. */

import type { StudioStore } from '../store/studio-store.ts'
import { flowsHolding } from '../store/usage.ts'

interface User {
  id: string
  name: string
}

export interface Usage {
  ofTable: (tableId: string) => Promise<User[]>
  ofSecret: (name: string) => Promise<User[]>
}

export const createUsage = ({ queries }: Pick<StudioStore, 'queries'>): Usage => ({
  ofTable: async (tableId) => (await flowsHolding(queries, JSON.stringify(tableId))).map(toUser),
  async ofSecret(name) {
    // `secrets.crm` is part of `secrets.crm_test`; the bracket form stands in JSON with its quotes escaped.
    const mention = new RegExp(`secrets(\\.${name}(?![A-Za-z0-9_-])|\\[\\\\*["']${name}\\\\*["']\\])`)
    return (await flowsHolding(queries, 'secrets')).filter(({ text }) => mention.test(text)).map(toUser)
  },
})

const toUser = ({ id, name }: User): User => ({ id, name })
