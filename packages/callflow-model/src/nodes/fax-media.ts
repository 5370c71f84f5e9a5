/** How a fax is taken, as both fax modules have it. @source callflows.faxbox, callflows.receive_fax */
import { z } from 'zod'
import type { SimulatedCall, SimulatedExit } from './define-node.ts'

export const faxMedia = () =>
  z
    .looseObject({
      fax_option: z
        .union([z.enum(['auto', 'true', 'false']), z.boolean()])
        .optional()
        .meta({
          label: 'T.38',
          hint: 'Fax over IP, where the carrier can do it.',
          options: { auto: 'If the carrier offers it', true: 'Always', false: 'Never' },
        }),
    })
    .optional()
    .meta({ label: 'Transmission', section: 'More', more: true })

export function takesFax(call: SimulatedCall): SimulatedExit {
  call.answer()
  call.notes('The fax server takes the call')
  return { kind: 'handed-away', why: 'The fax server has the call. This flow ends here.' }
}
