/**
 * Steps that reach into other people's calls, by listening in or by taking a call over: whose call it is, and who may.
 * @source callflows.eavesdrop, callflows.group_pickup, callflows.intercept and their _feature twins
 */
import { z } from 'zod'
import type { Problem } from '../contract/checks.ts'
import type { EntityKind } from '../contract/references.ts'
import type { SimulatedCall, Simulation } from '../contract/simulation.ts'
import { missingIdProblems, placeholderProblems, shortId } from './kazoo-fields.ts'
import { chooseOutcome, stops, stopsAfterwards } from './outcomes.ts'

const id = (label: string, hint: string, entity: EntityKind, place: { section: string; more?: boolean }) =>
  z
    .string()
    .optional()
    .meta({ label, hint, entity, ...place })

const WHOSE = { section: 'Whose call' }
const userHint = 'Any phone of one person. In Monster UI: Users, open the user, copy the id from the address.'
const deviceHint = 'One phone. In Monster UI: Devices, open the device, copy the id from the address.'
const groupHint = 'Any phone of a group. In Monster UI: Groups, open the group, copy the id from the address.'

/** Where several are given, the phone counts, then the person, then the group. */
export const userOrDevice = (place = WHOSE) => ({
  user_id: id('User', userHint, 'user', place),
  device_id: id('Device', deviceHint, 'device', place),
})
export const targetGroup = (place = WHOSE) => ({ group_id: id('Group', groupHint, 'group', place) })

/** `everybody`: what is so where nothing is filled in. */
export const approvedFields = (everybody: string, place: { section: string; more?: boolean }) => ({
  approved_user_id: id('Only this user', everybody, 'user', place),
  approved_group_id: id('Only this group', 'Id of a group. Only its phones may.', 'group', place),
  approved_device_id: id('Only this device', 'Id of a device. Only it may.', 'device', place),
})
export const ANYBODY = 'Id of a user. Everybody may if this and the next two are empty.'
export const NOBODY = 'Id of a user. Nobody may while this and the next two are empty.'
export const RARELY = { section: 'More', more: true }

interface Ids {
  user_id?: string | undefined
  device_id?: string | undefined
  group_id?: string | undefined
  approved_user_id?: string | undefined
  approved_group_id?: string | undefined
  approved_device_id?: string | undefined
}

/** "Device 41ab…77d0" */
export function targetInWords({ device_id: device, user_id: user, group_id: group }: Ids): string {
  if (device) return `Device ${shortId(device)}`
  if (user) return `User ${shortId(user)}`
  return group ? `Group ${shortId(group)}` : ''
}

export const noTarget = (data: Ids): Problem[] => [
  ...missingIdProblems(
    data.device_id || data.user_id || data.group_id,
    'user_id',
    'No user or device is chosen. Callers hear that there is no call, and their call ends. Enter an id.',
    'Choose whose call',
  ),
  ...placeholderIds(data),
]

export const nobodyMay = (data: Ids): Problem[] =>
  missingIdProblems(
    data.approved_device_id || data.approved_user_id || data.approved_group_id,
    'approved_user_id',
    'Nobody is approved yet, so every caller is refused. Enter the id of a user, group or device.',
    'Choose who may',
  )

/** What each id is of, for the warning about an example's. */
const ID_WORDS = {
  user_id: 'user',
  device_id: 'device',
  group_id: 'group',
  approved_user_id: 'user',
  approved_group_id: 'group',
  approved_device_id: 'device',
} as const satisfies Record<keyof Ids, string>

export const placeholderIds = (data: Ids): Problem[] =>
  (Object.keys(ID_WORDS) as (keyof Ids)[]).flatMap((field) => placeholderProblems(data[field], field, ID_WORDS[field]))

/**
 * @param done what becomes of it: "The caller has taken the call."
 * @param prompt what KAZOO announces where there is no call
 */
export const reachesCall = (call: SimulatedCall, doing: string, done: string, prompt: string): Simulation =>
  chooseOutcome(
    call,
    `${call.title} looks for a call`,
    [
      { key: 'found', label: doing, exit: stopsAfterwards(done) },
      {
        key: 'none',
        label: 'There is no call',
        hears: 'There is no call',
        prompts: [prompt],
        exit: stops('There was no call to reach.'),
      },
      {
        key: 'refused',
        label: 'The caller may not',
        hears: 'This is not allowed',
        exit: stops('The caller may not do this.'),
      },
    ],
    call.account ? 'none' : undefined,
  )

/** What picking up and intercepting have in common: the caller gets the other call, or hears that there is none. */
export const TAKES_CALL = {
  duration: 'minutes',
  neverContinues: true,
  summary: targetInWords,
  check: noTarget,
  footer: 'No further steps: the caller gets the other call, or hears that there is none.',
} as const
