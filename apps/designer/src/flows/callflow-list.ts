/** The callflows of a KAZOO account as they are searched and chosen for an import. */
import type { KazooCallflow } from '@callflow-studio/model/api'
import type { ImportSource } from './import-source.ts'

/** What a callflow is called: by its name, else by the numbers that it answers, else by its id. */
export const titleOfCallflow = ({ name, numbers, patterns, id }: KazooCallflow): string =>
  name || [...numbers, ...patterns].join(', ') || id

/** The numbers that it answers, where its title does not say them. */
export const numbersOfCallflow = ({ name, numbers, patterns }: KazooCallflow): string =>
  name === '' ? '' : [...numbers, ...patterns].join(', ')

/** @returns those whose name, numbers or id hold every word; a number is found however it is written */
export function findCallflows(callflows: readonly KazooCallflow[], search: string): KazooCallflow[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  const number = /^[-+()./\d\s]+$/.test(search) ? search.replace(/\D/g, '') : ''
  return callflows.filter(({ id, name, numbers, patterns }) => {
    const text = [name, ...numbers, ...patterns, id].join(' ').toLowerCase()
    if (words.every((word) => text.includes(word))) return true
    return number !== '' && numbers.some((each) => each.replace(/\D/g, '').includes(number))
  })
}

export const sourceOfCallflow = (accountId: string, callflow: KazooCallflow): ImportSource => ({
  kind: 'kazoo',
  name: titleOfCallflow(callflow).slice(0, MAX_LETTERS),
  accountId,
  callflowId: callflow.id,
})

/** As long as the name of a flow may be. */
const MAX_LETTERS = 200
