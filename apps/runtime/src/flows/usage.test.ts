import { flow } from '@callflow-studio/model/testing'
import { describe, expect, it } from 'vitest'
import { findMentions } from './usage.ts'

const mentionsOf = (type: string, data: Record<string, unknown>) => {
  const { tables, secrets, switches } = findMentions([JSON.stringify(flow().step('n', type, data).chain('n').build())])
  return { tables: [...tables], secrets: [...secrets], switches: [...switches] }
}
const NOTHING = { tables: [], secrets: [], switches: [] }

describe('what a flow is missed by', () => {
  it('is what its steps look up, write, set and send', () => {
    expect(mentionsOf('data.table', { table: 't', column: 'c', key: '1', assign: [] }).tables).toEqual(['t'])
    expect(mentionsOf('data.remember', { change: 'forget', table: 't', key: '1', assign: [] }).tables).toEqual(['t'])
    expect(mentionsOf('data.switch', { switch: 's', state: 'open' }).switches).toEqual(['s'])
    expect(mentionsOf('logic.schedule', { weekly: [], holidays: [], lists: ['t'], switch: 's' })).toEqual({
      ...NOTHING,
      tables: ['t'],
      switches: ['s'],
    })
    const headers = [{ name: 'Key', value: '{{ secrets.crm }}{{ secrets["erp key"] }}' }]
    expect(mentionsOf('data.http', { url: 'https://x.example.test', headers }).secrets).toEqual(['crm', 'erp key'])
  })

  it('is not what only looks like it: keys of other data, words in texts', () => {
    expect(mentionsOf('webhook', { uri: 'https://x.example.test', custom_data: { table: 't', switch: 's' } })).toEqual(
      NOTHING,
    )
    expect(mentionsOf('some_module', { table: 't', lists: ['l'], switch: 's' })).toEqual(NOTHING)
    expect(mentionsOf('tts', { text: 'All our secrets.crm and secrets["erp"] are safe.' })).toEqual(NOTHING)
    expect(mentionsOf('note', { text: 'Move secrets.crm' })).toEqual(NOTHING)
  })

  it('is known of a document of a newer studio too, and nothing of what is no document', () => {
    const nodes = [{ id: 'n', type: 'data.table', data: { table: 't' } }]
    expect([...findMentions([JSON.stringify({ schemaVersion: 999, nodes })]).tables]).toEqual(['t'])
    expect(findMentions(['{', '', '[]']).tables).toEqual(new Set())
  })
})
