/**
 * Recordings that the studio keeps. An upload address is sealed while the answer is made, for one file of one call; the
 * address at which the file can be played follows from its id, so later steps know it before KAZOO has uploaded anything.
 */
import type { PreparedNode } from '../compile/prepared-flow.ts'
import type { CallFacts } from '../kazoo/call-facts.ts'
import { StepFailure, type StudioRecording } from '../nodes/contract/step-call.ts'
import type { AnswerInput, RecordingUploads } from './answer.ts'
import type { Evaluation } from './evaluation.ts'
import type { Path } from './path.ts'

/** @throws StepFailure where the studio keeps no recordings */
export function openUpload(
  evaluation: Evaluation,
  node: PreparedNode,
  path: Path,
): ReturnType<RecordingUploads['open']> {
  const { recordings, continuation, facts } = evaluation.input
  if (!recordings) throw new StepFailure('recording.unavailable', 'No recordings are kept here.')
  const { flowId, version } = path.at
  const visit = (continuation?.hops ?? 0) + 1
  const opened = recordings.open({ flowId, version, nodeId: node.id, callId: facts.callId, visit })
  evaluation.log.uploads.push(opened.uploadUrl)
  return opened
}

/** The latest recording of this call that the studio keeps, as of this request. */
export function latestRecording({ continuation, recordings }: AnswerInput): StudioRecording | null {
  const id = continuation?.after === 'recording' ? continuation.expected : (continuation?.recordingId ?? null)
  return id === null || !recordings ? null : { id, url: recordings.urlOf(id) }
}

/**
 * What `recording` is in templates. KAZOO names the upload address of a file that the studio keeps, and in Callflow JSON
 * nothing at all: both are replaced by the address at which the file can be played.
 */
export function recordingScope(facts: CallFacts, latest: StudioRecording | null): CallFacts['recording'] {
  const { recording } = facts
  if (latest === null || (recording.url !== '' && !UPLOAD_ADDRESS.test(recording.url))) return recording
  return { ...latest, duration: recording.duration }
}

/**
 * The `action` of a TwiML `Record` whose file the studio keeps. KAZOO sends the file to the address that it asks next, since
 * it crashes over `recordingUrl`: so that address lies below the one for the upload, and each finds what is its own.
 * @source docs/kazoo/observations.md#walks (tw-record-url, tw-record-message); kzt_twiml.erl:392
 */
export const uploadingAction = (uploadUrl: string, address: string): string =>
  `${uploadUrl}/${address.slice(address.lastIndexOf('/') + 1)}`

const UPLOAD_ADDRESS = /\/pivot\/[^/]+\/recordings\//
