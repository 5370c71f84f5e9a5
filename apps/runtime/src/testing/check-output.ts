import { isDeepStrictEqual } from 'node:util'
import { type Operation, type OperationId, operations } from '@callflow-studio/model/api'

/** @returns the operation that a request is for; undefined for an address that has none */
export function operationOf(method: string, path: string): OperationId | undefined {
  const [plain = ''] = path.split('?')
  return (Object.keys(operations) as OperationId[]).find(
    (id) => operations[id].method === method && patternOf(operations[id]).test(plain),
  )
}

/**
 * Holds an answer to what its operation says, unknown fields included: types alone let those pass.
 * @param path below `/api`
 * @throws Error that names the operation, and what is wrong with the answer
 */
export function checkOutput(method: string, path: string, answer: unknown): void {
  const id = operationOf(method, path)
  if (id === undefined) return
  const { output }: Operation = operations[id]
  if (output === null || !('safeParse' in output)) return
  const read = output.safeParse(answer)
  if (!read.success) throw new Error(`${id} answers what it should not: ${read.error.message}`)
  // Reading takes away fields that the operation does not know, and `__proto__`, which KAZOO may send, too.
  if (!isDeepStrictEqual(withoutPrototypes(read.data), withoutPrototypes(answer)))
    throw new Error(`${id} answers fields that it does not name: ${JSON.stringify(answer).slice(0, 1000)}`)
}

const patternOf = ({ path }: Pick<Operation, 'path'>): RegExp => new RegExp(`^${path.replace(/:\w+/g, '[^/]+')}$`)

const withoutPrototypes = (answer: unknown): unknown =>
  JSON.parse(JSON.stringify(answer), (key, value) => (key === '__proto__' ? undefined : value))
