import { z } from 'zod'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'
import { startOrStop } from '../parts/kazoo-fields.ts'

const ofEngine = (label: string) =>
  z.looseObject({}).optional().meta({ label, control: 'key-values', section: 'More', more: true })

/** @source callflows.detect_speech of KAZOO 5; docs/kazoo/modules.json#detect_speech */
export const detectSpeech = defineKazooStep({
  type: 'detect_speech',
  title: 'Speech recognition',
  help: 'Starts or stops speech recognition on the call. The text goes to other systems; later steps do not see it.',
  icon: 'audio-waveform',
  category: 'Menu & Input',
  synonyms: ['ASR', 'speech to text', 'transcription', 'voice recognition', 'detect speech'],
  versions: ['5'],
  data: z.looseObject({
    action: startOrStop('Recognition'),
    asr_engine: z.string().optional().meta({
      label: 'Engine',
      hint: 'Set up in KAZOO.',
      section: 'Recognition',
    }),
    asr_params: ofEngine('Parameters of the engine'),
    asr_settings: ofEngine('Settings of the engine'),
    skip_module: skipModule(),
  }),
  create: () => ({ action: 'start' }),
  summary: ({ action }) => (action === 'stop' ? 'Stops recognition' : 'Starts recognition'),
  next: () => ['tts', 'ring_group', 'user'],
  footer: 'The recognized text reaches neither the callflow nor later requests.',
  simulate({ action }, call) {
    call.notes(action === 'stop' ? 'Speech recognition stops' : 'Speech recognition starts')
    return { kind: 'continue' }
  },
})
