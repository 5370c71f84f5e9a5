export const strings = {
  replay: {
    firstDifference: 'First difference at “{{step}}”',
    fromStart: 'Different from the first step on',
    before: 'In the call',
    after: 'On the draft',
    path: 'Path',
    more_one: '{{count}} step before',
    more_other: '{{count}} steps before',
  },
  madeFor: 'Made for',
  profiles: {
    installation: 'Installation default ({{profile}})',
    any: 'Any KAZOO',
    '4.3': 'KAZOO 4.3',
    '5.0-dev': 'KAZOO 5.0 (development)',
    '5': 'KAZOO 5',
  },
  profileHints: {
    installation: 'Uses the KAZOO version set for this installation.',
    any: 'Only steps and fields that work on every version. Choose this if you do not know the version.',
    '4.3': 'KAZOO 4.3. Some steps are not available.',
    '5.0-dev': 'The 5.0 development line, never released.',
    '5': 'KAZOO 5, with steps and fields that other versions do not have.',
  },
}
