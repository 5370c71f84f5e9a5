/** A call from its first request to its end, or to where it waits for somebody. */

import type { PivotTarget } from '../nodes/contract/simulation.ts'
import { askPivot } from './ask-pivot.ts'
import type { Next, SimulationInput } from './next.ts'
import { placeInKazoo } from './place.ts'
import { runModule } from './run-module.ts'
import { consumeRateTokens, createLine, recordEvent, type SimulatedLeg } from './simulated-leg.ts'
import { takeVerb } from './take-verb.ts'
import { createValueLog, noteGathered } from './value-log.ts'

/** Where the call is in the end. */
export interface Walked {
  line: SimulatedLeg
  last: Extract<Next, { kind: 'waiting' | 'ended' }>
}

/** @throws only what `ask` throws */
export async function walkCall(input: SimulationInput): Promise<Walked> {
  const { voiceUrl, reqFormat = 'kazoo', profile = 'any', callflow } = input
  const leg = createLine(input.call, input.does, profile === 'any' ? '5.0-dev' : profile)
  if (input.tellsChanges) {
    leg.values = createValueLog()
    noteGathered(leg, null, 'caller')
  }
  recordEvent(leg, 'call', null, { text: `Calls ${phoneNumber(input.call.to)}` })
  for (const waiting of callflow?.waiting ?? []) {
    startsInKazoo(leg, 'callflow')
    leg.steps[leg.steps.length - 1] = { module: 'callflow', key: null, fate: 'jumped' }
    leg.stack.push(placeInKazoo({ module: 'callflow', children: { _: waiting } }))
  }
  startsInKazoo(leg, 'pivot')
  const target: PivotTarget = { voiceUrl, method: 'post', reqFormat, bodyFormat: 'json' }
  const children = callflow?.fallback ? { _: callflow.fallback } : {}
  let next = await askPivot(leg, input, target, callflow ? placeInKazoo({ module: 'pivot', children }) : null)
  for (;;) {
    if (next.kind === 'run') next = await runModule(leg, input, next.place)
    else if (next.kind === 'verb') next = await takeVerb(leg, input, next.place)
    else return { line: leg, last: next }
  }
}

/** KAZOO's own modules cost tokens too (docs/kazoo/semantics.md#r13). */
function startsInKazoo(leg: SimulatedLeg, module: string): void {
  consumeRateTokens(leg)
  leg.steps.push({ module, key: null })
}

/** `+1 415 555 0142`; other numbers as they are. */
const phoneNumber = (number: string): string => number.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '+1 $1 $2 $3')
