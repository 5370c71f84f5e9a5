import { describe, expect, it } from 'vitest'
import { prettyXml } from './pretty-xml.ts'

describe('XML in lines', () => {
  it('keeps texts beside their tags, and nests', () =>
    expect(
      prettyXml(
        '<?xml version="1.0"?><Response><Gather action="a>b"><Say>Press 1</Say><Pause length="1"/></Gather><Hangup/></Response>',
      ),
    ).toBe(
      [
        '<?xml version="1.0"?>',
        '<Response>',
        '  <Gather action="a>b">',
        '    <Say>Press 1</Say>',
        '    <Pause length="1"/>',
        '  </Gather>',
        '  <Hangup/>',
        '</Response>',
      ].join('\n'),
    ))

  it('is not for other texts', () => {
    expect(prettyXml('{"module":"hangup"}')).toBeNull()
    expect(prettyXml('')).toBeNull()
  })
})
