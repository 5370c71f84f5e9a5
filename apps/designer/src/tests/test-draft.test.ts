import { expect, it } from 'vitest'
import { draftOf, placeIn, within, withKeys, withScenario } from './test-draft.ts'

const TEXT = `# Agreed with the front desk
test: After hours # the usual case
call: { from: "+14155550142", at: 2026-12-24T18:05 }
happens:
  - hears: We are closed # the short text
  - ends in: Office mailbox
`

it('keeps comments where a form changes a value', () => {
  const draft = draftOf(TEXT)
  if (!draft.scenario) throw new Error('It can be read.')
  const changed = withScenario(draft, withKeys(draft.scenario, { call: within(draft.scenario.call, { from: '1001' }) }))
  expect(changed.text).toBe(TEXT.replace('"+14155550142"', '"1001"'))
})

it('has no scenario for a text with a mistake, and keeps the text', () => {
  expect(draftOf('test: One\nhappen: []')).toEqual({ text: 'test: One\nhappen: []', scenario: null })
})

it('leaves out what is emptied', () => {
  const { scenario } = draftOf(TEXT)
  if (!scenario) throw new Error('It can be read.')
  expect(withKeys(scenario, { happens: [], call: undefined })).toEqual({ test: 'After hours' })
  expect(within(scenario.call, { from: undefined, at: undefined })).toBeUndefined()
})

it('finds a line and a column in the text, up to the end of the line or its comment', () => {
  const { at, to } = placeIn(TEXT, 5, 5)
  expect(TEXT.slice(at, to)).toBe('hears: We are closed')
})
