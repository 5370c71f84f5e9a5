import type { CallRequestDetail } from '@callflow-studio/model/api'
import { describe, expect, it } from 'vitest'
import { flatParams, lookUpsByEntry, newDigits, rawText, toCurl, writtenVariables } from './request-facts.ts'

const request = (params: Record<string, unknown>, body = '') => ({
  method: 'POST',
  url: 'https://flows.example/pivot/k7',
  contentType: 'application/json',
  params,
  body,
})

describe('a logged request', () => {
  it('is what arrived, where nothing of it could be read', () => {
    expect(rawText(request({}, '{"Call-ID":'))).toBe(
      'POST https://flows.example/pivot/k7\nContent-Type: application/json\n\n{"Call-ID":',
    )
    expect(rawText({ ...request({}), method: 'GET', contentType: '' })).toBe('GET https://flows.example/pivot/k7')
  })

  it('is a flat table', () => {
    expect(flatParams({ From: '100', Digits: { pin: '0042' }, 'User-ID': ['a', 'b'] })).toEqual([
      ['From', '100'],
      ['Digits.pin', '0042'],
      ['User-ID', 'a, b'],
    ])
  })

  it('says which keys are new', () => {
    expect(newDigits(request({ Digits: { menu_1: '1' } }), request({ Digits: { menu_1: '1', pin: '0042' } }))).toBe(
      '0042',
    )
    expect(newDigits(null, request({}))).toBe('')
  })

  it('can be sent again from a shell, with any content', () => {
    expect(toCurl(request({}, `{"Caller-ID-Name":"O'Brien"}`))).toContain(
      `--data-raw '{"Caller-ID-Name":"O'\\''Brien"}'`,
    )
  })
})

describe('what a request did', () => {
  const lookUp = (nodeId: string, url: string) => ({
    nodeId,
    request: { method: 'GET', url, headers: [], body: null },
    reply: { ok: true as const, status: 200, contentType: null, text: '', durationMs: 1 },
  })
  const ran = (nodeId: string, from: number) => ({ nodeId, kind: 'ran' as const, from, port: 'next' })
  const detail = {
    nodes: [ran('ask', -1), ran('set', 0), ran('ask', 1), ran('gone', 2)],
    lookUps: [lookUp('ask', '/1'), lookUp('ask', '/2')],
    variables: { tries: 2, name: 'Ada' },
  } as unknown as CallRequestDetail

  it('shows each look-up at the step that made it, also where a step ran twice', () => {
    expect(
      [...lookUpsByEntry(detail)].map(
        ([
          at,
          {
            request: { url },
          },
        ]) => [at, url],
      ),
    ).toEqual([
      [0, '/1'],
      [2, '/2'],
    ])
  })

  it('marks the variables that it changed', () => {
    expect(writtenVariables(detail, { tries: 2 })).toEqual([
      { name: 'tries', value: '2', isNew: false },
      { name: 'name', value: 'Ada', isNew: true },
    ])
  })
})
