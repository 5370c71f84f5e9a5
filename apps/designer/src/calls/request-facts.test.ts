import { describe, expect, it } from 'vitest'
import { flatParams, newDigits, rawText, toCurl, toSampleCall } from './request-facts.ts'

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

  it('can be sent again from a shell, whatever is in it', () => {
    expect(toCurl(request({}, `{"Caller-ID-Name":"O'Brien"}`))).toContain(
      `--data-raw '{"Caller-ID-Name":"O'\\''Brien"}'`,
    )
  })

  it('gives its caller to the sample phone, with the presets where KAZOO said nothing', () => {
    const call = toSampleCall(
      request({ From: '+1312', 'Caller-ID-Name': 'Ann', 'Custom-SIP-Headers': { 'X-Tier': 'gold' } }),
    )
    expect(call).toMatchObject({ from: '+1312', callerName: 'Ann', sip: { 'X-Tier': 'gold' }, language: 'en-us' })
  })
})
