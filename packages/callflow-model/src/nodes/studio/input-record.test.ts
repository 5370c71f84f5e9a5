/** Problems of recordings before publishing, and what a preview shows of them. */
import { describe, expect, it } from 'vitest'
import { compile } from '../../compile/compile.ts'
import type { FlowDocument } from '../../document/flow-document.ts'
import { flow } from '../../testing/flow-builder.ts'

const prompt = { type: 'tts', text: 'Speak.' }
const problems = (document: FlowDocument) =>
  compile(document)
    .diagnostics.filter(({ severity }) => severity !== 'info')
    .map(({ code, field, versions }) => [code, field, ...(versions ? [versions] : [])])

const record = (data: Record<string, unknown>, settings: Partial<FlowDocument['settings']> = {}) =>
  flow(settings)
    .step('rec', 'input.record', { prompt, ...data })
    .step('yes', 'tts', { text: 'Thanks' })
    .step('no', 'tts', { text: 'Nothing' })
    .chain('rec', 'yes')
    .edge('rec.empty', 'no')
    .build()

describe('the step Record', () => {
  it('says that a Callflow JSON flow never knows of silence', () => {
    expect(problems(record({ silenceSeconds: 3 }))).toEqual([
      ['recording.silence', 'silenceSeconds'],
      ['port.never-taken', 'port:empty'],
    ])
  })

  it.each([
    ['any', ['5.0-dev', '5']],
    ['5.0-dev', ['5.0-dev']],
    ['5', ['5']],
  ] as const)('warns that KAZOO %s does not upload what a TwiML flow records', (kazoo, versions) =>
    expect(problems(record({}, { format: 'twiml', kazoo }))).toEqual([
      ['recording.not-uploaded', 'maxSeconds', versions],
    ]),
  )

  it('has nothing to warn of in a TwiML flow for KAZOO 4.3', () =>
    expect(problems(record({ silenceSeconds: 3 }, { format: 'twiml', kazoo: '4.3' }))).toEqual([]))

  it.each([
    ['maxSeconds', 4],
    ['maxSeconds', 3601],
    ['endKey', 'x'],
    ['variable', 'not a name'],
  ])('refuses %s %s', (field, value) => {
    const found = compile(record({ [field]: value })).diagnostics.filter(({ severity }) => severity === 'error')
    expect(found.map((diagnostic) => diagnostic.field)).toEqual([field])
  })
})

describe('Record a message', () => {
  const uploadProblems = (data: Record<string, unknown>, kazoo: 'any' | '4.3') =>
    problems(
      flow({ kazoo })
        .step('rec', 'record_caller', { time_limit: 60, ...data })
        .chain('rec')
        .build(),
    ).filter(([, field]) => field === 'url')

  it('warns that KAZOO 5.0-dev keeps to itself what is to be sent elsewhere', () => {
    for (const url of ['https://files.example.com', '{{ studio.recordings }}']) {
      expect(uploadProblems({ url }, 'any')).toEqual([['recording.not-uploaded', 'url', ['5.0-dev']]])
      expect(uploadProblems({ url }, '4.3')).toEqual([])
    }
    expect(uploadProblems({}, 'any')).toEqual([])
  })
})
