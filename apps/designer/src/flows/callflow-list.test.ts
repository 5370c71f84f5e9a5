import type { KazooCallflow } from '@callflow-studio/model/api'
import { describe, expect, it } from 'vitest'
import { findCallflows, numbersOfCallflow, sourceOfCallflow, titleOfCallflow } from './callflow-list.ts'

const callflow = (more: Partial<KazooCallflow>): KazooCallflow => ({
  id: 'c1',
  name: '',
  numbers: [],
  patterns: [],
  modules: [],
  keptBy: null,
  ...more,
})
const main = callflow({ id: 'c1', name: 'Main number', numbers: ['+14155550100', '2000'] })
const sales = callflow({ id: 'c2', numbers: ['+14155550110', '3001'] })
const pickUp = callflow({ id: 'c3', patterns: ['^\\*8([0-9]*)$'] })

describe('a callflow of KAZOO', () => {
  it('is called by its name, its numbers or its id', () => {
    expect([main, sales, pickUp, callflow({ id: 'c4' })].map(titleOfCallflow)).toEqual([
      'Main number',
      '+14155550110, 3001',
      '^\\*8([0-9]*)$',
      'c4',
    ])
    expect([main, sales].map(numbersOfCallflow)).toEqual(['+14155550100, 2000', ''])
  })

  it.each([
    ['', ['c1', 'c2', 'c3']],
    ['MAIN', ['c1']],
    ['number main', ['c1']],
    ['3001', ['c2']],
    ['(415) 555-0110', ['c2']],
    ['+1 415 555', ['c1', 'c2']],
    ['*8', ['c3']],
    ['c3', ['c3']],
    ['sales', []],
  ])('is found by its name and its numbers: “%s”', (search, ids) => {
    expect(findCallflows([main, sales, pickUp], search).map(({ id }) => id)).toEqual(ids)
  })

  it('becomes a flow of a name that is not too long', () => {
    expect(sourceOfCallflow('a1', callflow({ name: 'x'.repeat(300) }))).toEqual({
      kind: 'kazoo',
      name: 'x'.repeat(200),
      accountId: 'a1',
      callflowId: 'c1',
    })
  })
})
