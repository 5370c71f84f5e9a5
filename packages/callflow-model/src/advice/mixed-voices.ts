import type { CallerRule, HeardFlow } from './caller-rule.ts'

export const mixedVoices: CallerRule = {
  code: 'caller.mixed-voices',
  reason: 'A voice that changes sounds like another company, or like a fault.',
  find: (flow) => [...differing(flow, 'voice'), ...differing(flow, 'language')],
}

/** What is set in few of the texts, where most say something else. */
function differing({ steps }: HeardFlow, name: 'voice' | 'language') {
  const texts = steps.flatMap(({ node, says }) =>
    says.flatMap((said) => (said.media === null ? [{ nodeId: node.id, field: said.field, value: said[name] }] : [])),
  )
  const counts = new Map<string, number>()
  for (const { value } of texts) counts.set(value, (counts.get(value) ?? 0) + 1)
  const [usual] = [...counts].sort(([, a], [, b]) => b - a)
  // Languages that are each used several times are meant to differ.
  if (!usual || counts.size < 2) return []
  return texts.flatMap(({ nodeId, field, value }) => {
    const isRare = value !== usual[0] && (name === 'voice' || (counts.get(value) ?? 0) === 1) && usual[1] > 1
    if (!isRare) return []
    const place = field.replace(/text$/, name)
    const other = usual[0] === '' ? `the usual ${name}` : usual[0]
    return [
      {
        nodeId,
        field: place,
        short: `Another ${name}`,
        message: `This text has the ${name} ${value === '' ? 'of the call' : value}, most others have ${other}.`,
        fix: {
          kind: 'set-field',
          label: usual[0] === '' ? `Use the usual ${name}` : `Use ${usual[0]}`,
          nodeId,
          field: place,
          value: usual[0] === '' ? undefined : usual[0],
        },
      } as const,
    ]
  })
}
