import { z } from 'zod'
import { integer } from './amounts.ts'

const rare = { section: 'More', more: true } as const

/** @param more what only one module's schema says of it */
export const canCallSelf = (more: { hint?: string; ifAbsent?: boolean } = {}) =>
  z
    .boolean()
    .optional()
    .meta({ label: 'Allow calling oneself', ...rare, ...more })

/** @param more what only one module's schema says of it */
export const failOnSingleReject = (more: { ifAbsent?: boolean } = {}) =>
  z
    .boolean()
    .optional()
    .meta({ label: 'Stop if one phone rejects', ...rare, ...more })

/** What ringing a user and ringing a device have in common. @source callflows.device, callflows.user */
export const ringFields = () => ({
  delay: integer()
    .optional()
    .meta({ label: 'Wait before ringing', unit: 's', ...rare, ifAbsent: 0 }),
  can_text_self: z
    .boolean()
    .optional()
    .meta({ label: 'Allow texting oneself', ...rare, ifAbsent: false }),
  suppress_clid: z
    .boolean()
    .optional()
    .meta({ label: 'Hide the caller ID', ...rare, ifAbsent: false }),
  static_invite: z
    .string()
    .optional()
    .meta({ label: 'Other SIP user name', ...rare }),
  custom_sip_headers: z
    .looseObject({})
    .optional()
    .meta({ label: 'SIP headers', hint: 'Sent along with the call.', control: 'key-values', ...rare }),
})
