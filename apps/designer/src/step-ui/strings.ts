export const strings = {
  madeFor: 'Made for',
  profiles: {
    installation: 'Installation default ({{profile}})',
    any: 'Any KAZOO',
    '4.3': 'KAZOO 4.3',
    '5.0-dev': 'KAZOO 5.0 (development)',
    '5': 'KAZOO 5',
  },
  profileHints: {
    installation: 'The KAZOO that this installation is set to, also when that changes.',
    any: 'Only what is safe on every KAZOO. Choose it if you do not know the version.',
    '4.3': 'The released KAZOO 4.3. Some steps are not available there.',
    '5.0-dev': 'KAZOO’s development line 5.0, which was never released.',
    '5': 'KAZOO 5, with steps and fields that no other version has.',
  },
}
