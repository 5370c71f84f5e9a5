/** Who writes an answer in each format. */
import type { Fallback } from '../compile/prepared-flow.ts'
import type { Format } from '../kazoo/formats.ts'
import type { AnswerFormat } from './evaluation.ts'
import { kazooFormat } from './kazoo-format.ts'
import { twimlFormat } from './twiml-format.ts'

export const answerFormats: Readonly<Record<Format, AnswerFormat>> = { kazoo: kazooFormat, twiml: twimlFormat }

/** The fallback as an answer of its own, for a call that has had an answer before. */
export const fallbackAnswer = ({ texts }: Fallback, format: Format): { contentType: string; body: string } => ({
  contentType: answerFormats[format].contentType,
  body: answerFormats[format].whole(texts[format].later),
})
