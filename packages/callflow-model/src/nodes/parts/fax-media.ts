/** How a fax is taken, as both fax modules have it. @source callflows.faxbox, callflows.receive_fax */
import { z } from 'zod'
import { isObject } from '../../kazoo/callflow-tree.ts'
import type { SimulatedCall, SimulatedExit } from '../contract/simulation.ts'

const faxOption = { '4.3': z.enum(['auto']), others: z.enum(['auto', 'true', 'false']) }

export const faxMedia = <Texts extends keyof typeof faxOption>(texts: Texts) =>
  z
    .looseObject({
      fax_option: z
        .union([faxOption[texts], z.boolean()])
        .optional()
        .meta({
          label: 'T.38',
          hint: 'Fax over IP, where the carrier can do it.',
          options: { auto: 'If the carrier offers it', true: 'Always', false: 'Never' },
        }),
    })
    .optional()
    .meta({ label: 'Transmission', section: 'More', more: true })

/** 4.3 takes yes or no, but no text that says so. */
export function withYesNo(data: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { media } = data
  if (!isObject(media) || (media.fax_option !== 'true' && media.fax_option !== 'false')) return data
  return { ...data, media: { ...media, fax_option: media.fax_option === 'true' } }
}

export function takesFax(call: SimulatedCall): SimulatedExit {
  call.answer()
  call.notes('The fax server takes the call')
  return { kind: 'handed-away', why: 'The fax server has the call. This flow ends here.' }
}
