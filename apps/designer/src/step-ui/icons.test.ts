import { stepIcons } from 'virtual:step-icons'
import { nodeTypes } from '@callflow-studio/model'
import { expect, it } from 'vitest'

it('every kind of step has a picture', () => {
  const unknown = nodeTypes.filter(({ icon }) => stepIcons[icon] === undefined).map(({ type, icon }) => [type, icon])
  expect(unknown).toEqual([])
})
