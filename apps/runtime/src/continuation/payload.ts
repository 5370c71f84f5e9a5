import type { Continuation, Json, SealedFrame } from '@callflow-studio/model'

/** A list, not an object: a token is part of an address, so every byte counts. */
type Payload = [
  sealedAt: number,
  epoch: number,
  flowId: string,
  version: number,
  nodeId: string,
  vars: Record<string, Json>,
  sensitive: string[],
  attempt: number,
  expected: string | null,
  hops: number,
  callId: string,
  identity: readonly [string, string, string, string],
  frames: [flowId: string, version: number, nodeId: string, vars: Record<string, Json>, sensitive: string[]][],
  after: Continuation['after'],
  hidden: string[],
  custom: Record<string, Json>,
  recordingId: string | null,
]

export const encodePayload = (continuation: Continuation, sealedAt: number): string =>
  JSON.stringify([
    sealedAt,
    continuation.epoch,
    continuation.flowId,
    continuation.version,
    continuation.nodeId,
    continuation.vars,
    continuation.sensitive,
    continuation.attempt,
    continuation.expected,
    continuation.hops,
    continuation.callId,
    continuation.identity,
    continuation.frames.map((frame) => [frame.flowId, frame.version, frame.nodeId, frame.vars, frame.sensitive]),
    continuation.after,
    continuation.hidden,
    continuation.custom,
    continuation.recordingId,
  ] satisfies Payload)

/** @returns null where the text is none of ours. Its seal was checked before, so its shape is trusted. */
export function decodePayload(text: string): { continuation: Continuation; sealedAt: number } | null {
  const payload = JSON.parse(text) as Payload
  if (!Array.isArray(payload) || payload.length < 13) return null
  const [sealedAt, epoch, flowId, version, nodeId, vars, sensitive, attempt, expected, hops, callId, identity, frames] =
    payload
  // Tokens of calls that began before an upgrade do not have these.
  const hidden = payload[14] ?? []
  const custom = payload[15] ?? {}
  const recordingId = payload[16] ?? null
  const after = payload[13] ?? (expected === null ? 'cut' : 'question')
  return {
    sealedAt,
    continuation: {
      epoch,
      flowId,
      version,
      nodeId,
      vars,
      sensitive,
      hidden,
      after,
      attempt,
      expected,
      hops,
      callId,
      identity,
      frames: frames.map(toFrame),
      custom,
      recordingId,
    },
  }
}

const toFrame = ([flowId, version, nodeId, vars, sensitive]: Payload[12][number]): SealedFrame => ({
  flowId,
  version,
  nodeId,
  vars,
  sensitive,
})
