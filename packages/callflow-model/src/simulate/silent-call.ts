import type { SimulatedCall } from '../nodes/contract/simulation.ts'

/** A simulated KAZOO that a module can be run with by itself: it keeps what is set, and tells nobody. */
export function silentCall(childKeys: readonly string[], more: Partial<SimulatedCall> = {}): SimulatedCall {
  const nothing = (): void => {}
  return {
    title: 'Step',
    childKeys,
    version: '5.0-dev',
    account: null,
    facts: { callerName: 'Alice', callerNumber: '+14155550142', language: 'en-us' },
    collections: new Map(),
    custom: new Map(),
    channelVars: new Map(),
    studioRecording: { isRunning: false },
    hears: nothing,
    notes: nothing,
    differs: nothing,
    answer: nothing,
    mayAsk: false,
    wait: nothing,
    ...more,
  }
}
