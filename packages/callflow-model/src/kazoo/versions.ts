/**
 * The KAZOOs there are. They differ in modules, fields and behaviour, and a request does not tell which one it comes
 * from (`Api-Version` is `4.x` in several), so a flow says for which it is made: its profile.
 * @source docs/kazoo/versions.md
 */
export const KAZOO_VERSIONS = ['4.3', '5.0-dev', '5'] as const
export type KazooVersion = (typeof KAZOO_VERSIONS)[number]

/** `any` is a KAZOO of unknown version: only what is safe on all of them. */
export const KAZOO_PROFILES = ['any', ...KAZOO_VERSIONS] as const
export type KazooProfile = (typeof KAZOO_PROFILES)[number]

/** @returns the versions that a flow of this profile may meet. */
export const versionsOf = (profile: KazooProfile): readonly KazooVersion[] =>
  profile === 'any' ? KAZOO_VERSIONS : [profile]

/** Versions whose later requests hold what `set_variables` has set; 4.3 makes channel variables of it, and never sends them. */
const CARRY_CUSTOM_VARIABLES: readonly KazooVersion[] = ['5.0-dev', '5']

/**
 * Whether every KAZOO of a profile sends Custom-Application-Vars that an answer has set in its later requests.
 * @source docs/kazoo/versions.md#what-modules-do (cf_set_variables.erl 4.3:32)
 */
export const carriesCustomVariables = (profile: KazooProfile): boolean =>
  versionsOf(profile).every((version) => CARRY_CUSTOM_VARIABLES.includes(version))

/** @returns versions in words: "KAZOO 4.3", "KAZOO 4.3 and 5.0-dev". */
export function versionsInWords(versions: readonly KazooVersion[], joint: 'and' | 'or' = 'and'): string {
  const last = versions.at(-1) ?? ''
  return `KAZOO ${versions.length < 2 ? last : `${versions.slice(0, -1).join(', ')} ${joint} ${last}`}`
}

/** @returns which of several versions to offer a flow: rather one that was released than the development line. */
export const versionToOffer = (versions: readonly KazooVersion[]): KazooVersion | undefined =>
  versions.find((version) => version !== '5.0-dev') ?? versions[0]
