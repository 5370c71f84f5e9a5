/** Record: a message of the caller. */
import type { ReadVerb } from '../../kazoo/twiml-text.ts'
import { toTemplate } from '../literal-text.ts'
import { asks, resolveImportedAddress, takeMethod } from './addresses.ts'
import { chainStep, drawStep, endPath, report, type TwimlDrawing } from './drawing.ts'
import { type Attributes, attributesOf, leaveOutContent } from './left-out.ts'
import { takeBoolean, takeNumber } from './values.ts'

/**
 * What `record_caller` takes; KAZOO's own default for `Record`.
 * @source callflows.record_caller; docs/kazoo/protocol.md#record
 */
const MIN_SECONDS = 5
const DEFAULT_SECONDS = 3600
const MAX_SECONDS = 10_800

/**
 * @source docs/kazoo/protocol.md#record: without `action` the present address is asked again; the next verb runs only
 *   after silence
 */
export function drawRecord(drawing: TwimlDrawing, verb: ReadVerb): void {
  const attributes = attributesOf(drawing, verb)
  leaveOutContent(drawing, verb)
  if (takeBoolean(attributes, 'playBeep') !== false) drawBeep(drawing)
  const id = drawStep(drawing, {
    type: 'record_caller',
    data: { time_limit: secondsOf(attributes), ...uploadOf(drawing, verb, attributes) },
  })
  if (attributes.take('finishOnKey') !== undefined)
    attributes.leaveOut('finishOnKey', 'in a callflow any key ends the recording, on KAZOO 5 none.')
  const address = attributes.take('action')
  const step = asks(drawing, {
    address,
    method: takeMethod(attributes),
    what: address ? 'action of Record' : 'Record without action',
    verb,
  })
  if (step) {
    drawStep(drawing, step, [[id, '_']])
    report(
      drawing,
      verb.place,
      `A callflow tells ${address || 'the application'} neither RecordingUrl nor RecordingDuration, nor as Digits what ended the recording.`,
    )
  }
  endPath(drawing, 'after Record it runs only if nothing was recorded, which a callflow cannot detect.')
  attributes.finish()
}

/** `record_caller` plays no tone. @source docs/kazoo/observations.md#walks (rec-caller-key, macro-tone) */
function drawBeep(drawing: TwimlDrawing): void {
  const tone = { macro: 'tone', frequencies: [440], duration_on: 500, duration_off: 100 }
  chainStep(drawing, { type: 'audio_macro', data: { macros: [tone] } })
  drawing.mayHoldKeys = true
}

function secondsOf(attributes: Attributes): number {
  const wanted = takeNumber(attributes, 'maxLength', 1) ?? DEFAULT_SECONDS
  const seconds = Math.min(Math.max(wanted, MIN_SECONDS), MAX_SECONDS)
  if (seconds !== wanted)
    attributes.leaveOut(
      'maxLength',
      `a callflow records from ${MIN_SECONDS} to ${MAX_SECONDS} s. It is ${seconds} s now.`,
    )
  return seconds
}

/** KAZOO's own attribute: where the file is sent. */
function uploadOf(drawing: TwimlDrawing, { place }: ReadVerb, attributes: Attributes): { url?: string } {
  const address = attributes.take('recordingUrl')
  if (!address) return {}
  const url = resolveImportedAddress(drawing, address, 'recordingUrl of Record', place)
  return url === null ? {} : { url: toTemplate(url) }
}
