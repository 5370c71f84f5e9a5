import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { FlowDocument } from '../document/flow-document.ts'
import { flow } from '../testing/flow-builder.ts'
import { compile } from './compile.ts'

const problemsOf = (document: FlowDocument) =>
  compile(document).diagnostics.filter(({ code }) => code === 'template.unknown-name')
const saying = (text: string) => problemsOf(flow().step('a', 'tts', { text }).chain('a').build())
/** The text after each fix, or what is said where there is none. */
const fixed = (text: string) =>
  saying(text).map(({ fix, message }) => (fix?.kind === 'set-field' ? fix.value : message))

describe('10, names that nothing fills', () => {
  it('are told at their texts, with the right name', () => {
    const file = readFileSync(new URL('field/10-unknown-names.json', import.meta.url), 'utf8')
    expect(problemsOf((JSON.parse(file) as { document: FlowDocument }).document)).toMatchObject([
      { nodeId: 'n0', field: 'text', severity: 'warning', fix: { value: 'You call from {{ caller.number }}.' } },
      { nodeId: 'n1', field: 'text', fix: { label: 'Use vars.menu', value: 'You pressed {{ vars.menu }}.' } },
      { nodeId: 'n2', field: 'text', fix: { value: 'Hello {{ caller.name }}, {{ caller.numbr }}.' } },
      {
        nodeId: 'n2',
        message: 'Nothing sets “caller.numbr”, so it is empty in every call. Did you mean caller.number?',
        fix: { value: 'Hello {{ contact.name }}, {{ caller.number }}.' },
      },
    ])
  })

  it.each([
    ['{{ calller.name }}', '{{ caller.name }}'],
    ['{{ caller.nam }}', '{{ caller.name }}'],
    ['{{ Caller.Number | spell }}', '{{ caller.number | spell }}'],
    ['{{ callername }}', '{{ caller.name }}'],
    ['{{ var.x }}', '{{ vars.x }}'],
    [
      '{{ recording.link }}',
      'Nothing sets “recording.link”, so it is empty in every call. Choose a value from the list.',
    ],
    ['{{ account.name }}', '{{ caller.name }}'],
    ['{{ transcription.txt }}', '{{ transcription.text }}'],
    ['{{ call["statsu"] }}', '{{ call.status }}'],
    ['{{ "x" | append: calller.name }}', '{{ "x" | append: caller.name }}'],
    ['{% if calller.name == "A" %}a{% endif %}', '{% if caller.name == "A" %}a{% endif %}'],
    ['{% assign a = calller.name %}{{ a }}', '{% assign a = caller.name %}{{ a }}'],
    ['{{ This is a longer sentence… }}', 'This is a longer sentence…'],
    ['{{ Hello, how are you? }}', 'Hello, how are you?'],
    ['{{ call me back }}', 'call me back'],
  ])('%s', (text, right) => expect(fixed(text)).toEqual([right]))

  it.each([
    ['trigger.call.From', 'caller.number'],
    ['trigger.call.To', 'call.to'],
    ['trigger.call.CallSid', 'call.id'],
    ['trigger.call.CallerName', 'caller.name'],
    ['contact.channel.address', 'caller.number'],
    ['flow.channel.address', 'call.to'],
    ['flow.variables.tries', 'vars.tries'],
    ['widgets.ask_pin.Digits', 'vars.pin'],
    ['widgets["ask_pin"].Digits', 'vars.pin'],
    ['widgets.crm.parsed.customer.name', 'vars.name'],
    ['widgets.crm.parsed.customer.since', 'vars.customer_since'],
    ['widgets.crm.parsed.order', 'vars.order'],
    ['widgets.collect.Digits', 'digits.code'],
    ['widgets.voicemail.RecordingUrl', 'recording.url'],
    ['From', 'caller.number'],
    ['Caller-ID-Name', 'caller.name'],
    ['balance', 'vars.balance'],
  ])('%s becomes %s', (name, right) => {
    const document = flow()
      .variable({ name: 'balance' })
      .step('n1', 'input.digits', { variable: 'pin' }, { name: 'Ask PIN' })
      .step(
        'n2',
        'data.http',
        {
          assign: [
            { name: 'name', path: '$.customer.name' },
            { name: 'customer_since', path: '$.customer.since' },
          ],
        },
        { name: 'CRM' },
      )
      .step('n3', 'collect_dtmf', { collection_name: 'code' }, { name: 'Collect' })
      .step('a', 'tts', { text: `It is {{${name}}}.` })
      .chain('a')
      .build()
    expect(problemsOf(document).map(({ fix }) => fix)).toMatchObject([{ value: `It is {{${right}}}.` }])
  })

  it.each([
    '{% for a in vars.list %}{{ a.x }}{{ forloop.index }}{% endfor %}',
    '{% for a in vars.list offset: continue %}{{ a }}{% endfor %}',
    '{% assign b = 1 %}{{ b }}{% capture c %}x{% endcapture %}{{ c }}',
    '{% tablerow r in vars.list %}{{ r }}{{ tablerowloop.col }}{% endtablerow %}',
    '{% increment n %}{{ n }}',
    '{{ now | date: "%H" }}{{ "now" | date: "%H" }}{{ true }}{{ empty }}{{ 5 | plus: 1 }}',
    '{{ caller.user_ids.first }}{{ caller.user_ids[0] }}{{ caller.number.size }}',
    '{{ digits }}{{ digits.pin }}{{ custom["a b"] }}{{ sip.X }}{{ request.Digits.pin }}',
    '{{ recording.url }}{{ transcription.text }}{{ account.id }}{{ call.status }}{{ caller[vars.k] }}',
    '{{ [vars.which].pin }}',
    '{{ vars.a and vars.b }}{{ vars.a contains "x" }}',
  ])('says nothing of %s', (text) => expect(saying(text)).toEqual([]))

  it('tells a misspelt collection, if the flow has one of nearly that name', () => {
    const document = flow()
      .step('a', 'collect_dtmf', { collection_name: 'account' })
      .step('b', 'tts', { text: '{{ digits.acount }} {{ digits.before }}' })
      .chain('a', 'b')
      .build()
    expect(problemsOf(document)).toMatchObject([{ fix: { value: '{{ digits.account }} {{ digits.before }}' } }])
  })

  it('are told wherever a template may stand', () => {
    const document = flow()
      .step('web', 'data.http', {
        method: 'POST',
        url: 'https://crm.example.test/{{ calller.number }}?s={{ secrets.crm }}',
        headers: [{ name: 'X-A', value: '{{ calller.number }}' }],
        body: { type: 'json', content: '{"a": "{{ calller.number }}"}' },
      })
      .step('if', 'logic.condition', {
        combine: 'all',
        rules: [{ left: '{{ calller.number }}', op: 'equals', right: '1' }],
      })
      .step('ask', 'input.digits', { variable: 'pin', prompt: { type: 'tts', text: '{{ calller.number }}' } })
      .step('set', 'set_variables', { custom_application_vars: { a: '{{ calller.number }}' } })
      .chain('web', 'if', 'ask', 'set')
      .build()
    expect(problemsOf(document).map(({ nodeId, field }) => `${nodeId} ${field}`)).toEqual([
      'web url',
      'web headers.0.value',
      'web body.content',
      'if rules.0.left',
      'ask prompt.text',
      'set custom_application_vars.a',
    ])
  })
})
