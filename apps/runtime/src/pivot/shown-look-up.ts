/** Look-ups as they may be shown: without secrets, which servers echo, and without credentials made of them. */
import { type LookUpReply, type LookUpRequest, MASKED } from '@callflow-studio/model'
import type { SentLookUp } from '@callflow-studio/model/api'

/** @param sent its address is the one with secrets masked */
export const maskSent = ({ method, url, headers, body }: Sent, mask: (text: string) => string): SentLookUp => ({
  method,
  url: mask(url),
  headers: headers.map(([name, value]): [string, string] => [name, isCredential(name) ? MASKED : mask(value)]),
  body: body === null ? null : mask(body),
})

type Sent = Omit<SentLookUp, 'headers'> & Pick<LookUpRequest, 'headers'>

/** Made of secrets so that they cannot be recognised. */
const isCredential = (name: string): boolean => /^(proxy-)?authorization$|^cookie$/i.test(name.trim())

export const maskReply = (reply: LookUpReply, mask: (text: string) => string): LookUpReply =>
  reply.ok ? { ...reply, text: mask(reply.text) } : reply
