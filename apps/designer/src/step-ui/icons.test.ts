import { nodeTypes } from '@callflow-studio/model'
import { expect, it } from 'vitest'
import { stepIcons } from './icons.ts'

it('every kind of step has a picture', () => {
  const unknown = nodeTypes.filter(({ icon }) => !Object.hasOwn(stepIcons, icon)).map(({ type, icon }) => [type, icon])
  expect(unknown).toEqual([])
})
