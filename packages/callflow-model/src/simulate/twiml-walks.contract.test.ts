/** The simulated KAZOO against KAZOO's own code: 239 calls with answers in TwiML. */
import { describe, expect, it } from 'vitest'
import { KAZOO_VERSIONS } from '../kazoo/versions.ts'
import { walkDifferences } from '../testing/compare-walk.ts'
import { loadWalks, seenBy } from '../testing/kazoo-walks.ts'
import { playWalk } from '../testing/play-walk.ts'

const walks = loadWalks('twiml')

/** Walks that the simulated KAZOO plays differently on purpose, with the reason. */
const EXCEPTIONS: Record<string, string> = {
  'tw-pause-big':
    'A Pause of 3,601 s counts as an hour. It was watched for 18 s only, and looks like silence in that time.',
}

describe.each(KAZOO_VERSIONS)('KAZOO %s', (version) => {
  it('does what its own code did with TwiML: requests, what they carry, waits, texts, and the end', async () => {
    const different: Record<string, unknown> = {}
    for (const walk of walks) {
      const seen = seenBy(walk, version)
      const differences = seen ? walkDifferences(seen, await playWalk(walk, version)) : {}
      if (Object.keys(differences).length > 0) different[walk.id] = differences
    }
    const unexplained = Object.entries(different).filter(([id]) => EXCEPTIONS[id] === undefined)
    expect(unexplained).toEqual([])
    expect(Object.keys(different), 'exceptions that are none any more').toEqual(Object.keys(EXCEPTIONS))
  })
})
