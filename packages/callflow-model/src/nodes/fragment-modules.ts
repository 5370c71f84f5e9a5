/**
 * Names that pass for modules because KAZOO has a schema of that name, though nothing can run them: KAZOO skips such a step.
 * @source docs/kazoo/modules.json
 */
import { z } from 'zod'
import { promptPart, sayPart, tonePart } from './kazoo/audio-macro.ts'

const anyMacro = { macro: z.unknown().optional() }

export const fragmentModules: ReadonlyMap<string, z.ZodType> = new Map<string, z.ZodType>([
  // Its data is a node, which the tree is checked as.
  ['action', z.looseObject({})],
  ['audio_macro.prompt', promptPart.extend(anyMacro)],
  ['audio_macro.say', sayPart.extend(anyMacro)],
  ['audio_macro.tone', tonePart.extend(anyMacro)],
])
