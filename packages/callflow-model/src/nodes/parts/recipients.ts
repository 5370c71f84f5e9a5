/** Who gets a message about a call. @source callflows.notification, callflows.missed_call_alert */
import { z } from 'zod'
import { isTemplate } from '../../templates/template.ts'
import type { Problem } from '../contract/checks.ts'
import type { FieldMeta } from '../contract/fields.ts'

/** One `@` with text before and after it: KAZOO checks no more, also for the id of a user. */
const E_MAIL = /^[^@]+@[^@]+$/
const eMail = () => z.string().regex(E_MAIL, { error: NO_E_MAIL })
const NO_E_MAIL =
  'KAZOO takes only e-mail addresses here, also for a user. Enter the address, or callers would hear silence.'

const recipientsOf = <Id extends z.ZodType>(id: Id) =>
  z.array(
    z.looseObject({
      type: z.enum(['user', 'email']).meta({ label: 'Kind', options: { user: 'User', email: 'E-mail address' } }),
      id: id.meta({ label: 'Id or address' }),
    }),
  )

export const RECIPIENTS = {
  label: 'Recipients',
  section: 'Who gets it',
  control: 'recipients',
  short: 'Add a recipient',
} as const satisfies FieldMeta

/** Ids of users, or addresses: one or several. */
export const recipients = () => recipientsOf(z.union([z.string(), z.array(z.string())]))
/** Addresses only, of which the form is checked. */
export const eMailRecipients = () => recipientsOf(z.union([eMail(), z.array(eMail())], { error: NO_E_MAIL }))
/** 4.3 does not look into a list. */
export const uncheckedRecipients = () => recipientsOf(z.union([z.string(), z.array(z.unknown())]))

type Recipient = z.infer<ReturnType<typeof recipients>>[number]

const idsOf = ({ id }: Recipient): string[] => (typeof id === 'string' ? [id] : id)

export function recipientsInWords(recipients: readonly Recipient[] = []): string {
  const ids = recipients.flatMap(idsOf)
  const [only] = ids
  if (ids.length === 0 || only === undefined) return ''
  if (ids.length > 1) return `${ids.length} recipients`
  return recipients[0]?.type === 'user' ? '1 user' : only
}

/** KAZOO does not check them and sends nothing. */
export function recipientProblems(recipients: readonly Recipient[] = []): Problem[] {
  if (recipients.flatMap(idsOf).every((id) => id.trim() === ''))
    return [
      {
        severity: 'warning',
        code: 'field.empty',
        field: 'recipients',
        message: 'There is no recipient, so no message is sent. Add a user or an e-mail address.',
        short: 'Add a recipient',
      },
    ]
  const index = recipients.findIndex(
    (recipient) => recipient.type === 'email' && idsOf(recipient).some((id) => !isTemplate(id) && !id.includes('@')),
  )
  if (index < 0) return []
  return [
    {
      severity: 'warning',
      code: 'field.invalid',
      field: `recipients.${index}.id`,
      message: 'This is not an e-mail address, so nobody gets the message. Correct it, or choose User.',
      short: 'Fix an e-mail address',
    },
  ]
}
