import type { AccountDocument, SimulatedAccount } from '../contract/simulated-account.ts'

/** @returns the document of that id, or undefined. */
export const documentOf = <D extends AccountDocument>(documents: readonly D[], id: unknown): D | undefined =>
  documents.find((document) => document.id === id)

/** @returns the callflow that has this number, or undefined. */
export const callflowOfNumber = (account: SimulatedAccount, number: string | undefined) =>
  account.callflows.find(({ numbers }) => number !== undefined && numbers.includes(number))

/**
 * Whether KAZOO finds a phone to ring. A caller's own phones are not rung unless the step says so.
 * @source docs/kazoo/semantics.md#ringing-modules
 */
export function canRing(
  account: SimulatedAccount,
  type: 'device' | 'user' | 'group',
  id: unknown,
  { mayCallSelf = false, countsEmptyUsers = false }: { mayCallSelf?: boolean; countsEmptyUsers?: boolean } = {},
): boolean {
  if (type === 'group')
    return (documentOf(account.groups, id)?.members ?? []).some((member) => canRing(account, 'device', member))
  if (type === 'device') {
    const device = documentOf(account.devices, id)
    return device !== undefined && !device.isDisabled && (mayCallSelf || id !== account.deviceId)
  }
  if (!documentOf(account.users, id)) return false
  const phones = account.devices.filter((device) => device.ownerId === id)
  // In 5.0-dev a user without phones is rung all the same, and is not registered.
  if (phones.length === 0) return countsEmptyUsers
  return phones.some((phone) => canRing(account, 'device', phone.id, { mayCallSelf }))
}
