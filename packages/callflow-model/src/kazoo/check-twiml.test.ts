/** The parser of TwiML by the list of quirks, each named: what KAZOO takes, and what would cost a call. */
import { describe, expect, it } from 'vitest'
import { checkTwiml } from './check-twiml.ts'
import { readTwiml, writeResponse, writeVerb } from './twiml-text.ts'

const problemsOf = (verbs: string) => checkTwiml(writeResponse(verbs)).problems.map(({ message }) => message)

describe('TwiML that KAZOO takes', () => {
  it.each([
    '<Say>Hello</Say>',
    '<Say language="en-gb" voice="woman" loop="0">Hello</Say>',
    '<Play loop="2">https://example.com/a.mp3</Play>',
    '<Pause length="2"/>',
    '<Gather action="https://example.com/x" method="post" timeout="5" numDigits="1" finishOnKey=""><Say>Press 1</Say></Gather>',
    '<Dial timeout="20" action="https://example.com/x"><User>0a</User><Device>0b</Device></Dial>',
    '<Dial>+14155550100</Dial>',
    '<Dial><Conference>room</Conference></Dial>',
    '<Record maxLength="60" playBeep="true" finishOnKey="#"/>',
    '<Redirect method="get">https://example.com/x?a=b&amp;c=d</Redirect>',
    '<Set><Variable key="crm" value="77"/></Set>',
    '<Reject reason="busy"/>',
    '<Hangup/>',
  ])('%s', (verbs) => expect(problemsOf(verbs)).toEqual([]))
})

describe('TwiML that costs calls', () => {
  it.each([
    ['an unknown verb', '<Enqueue>x</Enqueue>'],
    ['content in Hangup', '<Hangup>x</Hangup>'],
    ['attributes of Hangup', '<Hangup reason="x"/>'],
    ['white space in Pause', '<Pause length="2"> </Pause>'],
    ['white space in Record', '<Record>\n</Record>'],
    ['white space in Reject', '<Reject> </Reject>'],
    ['a language that only browsers know', '<Say language="en-US">Hello</Say>'],
    ['a voice of another system', '<Say voice="alice">Hello</Say>'],
    ['nothing to say', '<Say> </Say>'],
    ['a Gather without a nested verb', '<Gather action="https://example.com/x"/>'],
    ['a Gather with a verb that cannot be nested', '<Gather><Dial>1</Dial></Gather>'],
    ['a time of 0', '<Gather timeout="0"><Say>x</Say></Gather>'],
    ['a length of 0', '<Pause length="0"/>'],
    ['a pause over an hour', '<Pause length="3601"/>'],
    ['a recording over an hour', '<Record maxLength="3601"/>'],
    ['a Dial time of 0', '<Dial timeout="0">1</Dial>'],
    ['two variables in a Set', '<Set><Variable key="a" value="1"/><Variable key="b" value="2"/></Set>'],
    ['no variable in a Set', '<Set/>'],
    ['a relative address', '<Redirect>../x</Redirect>'],
    ['a relative action', '<Gather action="/x"><Say>x</Say></Gather>'],
    ['a queue', '<Dial><Queue>x</Queue></Dial>'],
    ['nobody to dial', '<Dial/>'],
    ['an empty Response', ''],
    ['text between verbs', 'Hello<Hangup/>'],
    ['another reason to reject', '<Reject reason="480"/>'],
    ['a verb named after a method of every object', '<toString/>'],
    ['a verb named constructor', '<constructor a="1"/>'],
  ])('%s', (_, verbs) => expect(problemsOf(verbs)).not.toEqual([]))

  it.each(['', 'Hello', '{"module":"hangup"}', '<Response><Say>Hi</Response>', '<Say>Hi</Say>'])(
    'no Response at all: %s',
    (body) => expect(checkTwiml(body).problems).not.toEqual([]),
  )

  it('entities that a document declares for itself', () => {
    const bomb = '<!DOCTYPE Response [<!ENTITY a "aaaa">]><Response><Say>&a;</Say></Response>'
    expect(checkTwiml(bomb).problems).not.toEqual([])
  })

  it.each([
    ['open elements by the million', `<Response>${'<Say>'.repeat(1_000_000)}`],
    ['entities by the thousand', `<!-- a --><!DOCTYPE R [${'<!ENTITY a "b">'.repeat(200_000)}]><Response/>`],
    ['a document type elsewhere', '<!DOCTYPE Response SYSTEM "http://example.com/x.dtd"><Response/>'],
    ['a long text', `<Response><Say>${'word '.repeat(500_000)}</Say></Response>`],
    ['deep nesting', `<Response>${'<a>'.repeat(60)}${'</a>'.repeat(60)}</Response>`],
  ])('%s', (_, body) => {
    const read = readTwiml(body)
    expect(read.ok).toBe(false)
  })

  it('no document type that declares nothing', () =>
    expect(readTwiml('<?xml version="1.0"?>\n<!DOCTYPE Response ><Response><Hangup/></Response>').ok).toBe(true))
})

describe('a verb, written and read again', () => {
  it.each(['<Hangup/>', '"&\'<>', ' ]]> ', 'a\nb\tc', 'ü 日本 🎉', '{{ vars.a }}'])('keeps the text %j', (text) => {
    const { verbs } = checkTwiml(writeResponse(writeVerb({ name: 'Say', attributes: { voice: text }, content: text })))
    expect(verbs).toHaveLength(1)
    expect(verbs[0]).toMatchObject({ name: 'Say', text, attributes: { voice: text } })
  })

  it('leaves out what XML cannot hold', () => {
    const [verb] = checkTwiml(writeResponse(writeVerb({ name: 'Say', content: 'a\u0001b\ud83c' }))).verbs
    expect(verb?.text).toBe('ab\ufffd')
  })
})
