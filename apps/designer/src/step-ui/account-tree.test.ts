import type { KazooAccount } from '@callflow-studio/model/api'
import { expect, it } from 'vitest'
import { accountTree } from './account-tree.ts'

const account = (id: string, name: string, ...parentIds: string[]): KazooAccount => ({
  id,
  name,
  parentIds,
  connectionId: 'c1',
})

it('puts accounts below another one right after it, each by name', () => {
  const given = [
    account('w', 'Acme West', 'a'),
    account('z', 'Zenith'),
    account('a', 'Acme'),
    account('d', 'Depot', 'a', 'w'),
    account('e', 'Acme East', 'a'),
  ]
  expect(accountTree(given).map(({ name, parents }) => [...parents, name].join(' › '))).toEqual([
    'Acme',
    'Acme › Acme East',
    'Acme › Acme West',
    'Acme › Acme West › Depot',
    'Zenith',
  ])
})

it('names an account above by its id where it is not listed', () => {
  expect(accountTree([account('d', 'Depot', 'a')])).toEqual([{ id: 'd', name: 'Depot', parents: ['a'] }])
})
