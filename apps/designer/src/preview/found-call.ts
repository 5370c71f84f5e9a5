/** A call that the check has found, in words. */
import { type FoundCall, sampleCallSchema } from '@callflow-studio/model/api'
import type { TFunction } from 'i18next'

/** Who calls where it does not matter. */
const USUAL = sampleCallSchema.parse({})

/** What is special about it: who calls, when, and what look-ups reply. */
export function foundCallWords(
  { call, now, mocks = {} }: FoundCall,
  titleAt: (nodeId: string) => string | null,
  t: TFunction<'preview'>,
): string[] {
  const words: string[] = []
  const { callerNumber, to } = sampleCallSchema.parse(call)
  if (callerNumber !== USUAL.callerNumber)
    words.push(callerNumber === '' ? t('check.fromNobody') : t('check.from', { number: callerNumber }))
  if (to !== USUAL.to) words.push(t('check.to', { number: to }))
  if (now !== undefined) words.push(t('check.at', { time: new Date(now).toLocaleString() }))
  for (const [nodeId, replies] of Object.entries(mocks)) {
    const step = titleAt(nodeId) ?? nodeId
    for (const reply of [replies].flat()) {
      if (!reply) continue
      if ('error' in reply) words.push(t('check.failsToReply', { step }))
      else if (reply.durationMs !== undefined) words.push(t('check.repliesLate', { step }))
      else words.push(t('check.replies', { step, status: reply.status }))
    }
  }
  return words
}
