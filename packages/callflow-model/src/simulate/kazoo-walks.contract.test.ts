/** The simulated KAZOO against KAZOO's own code: 709 calls with answers in Callflow JSON. */
import { describe, expect, it } from 'vitest'
import { KAZOO_VERSIONS } from '../kazoo/versions.ts'
import { differencesOf } from '../testing/compare-walk.ts'
import { loadWalks, seenBy } from '../testing/kazoo-walks.ts'
import { playWalk } from '../testing/play-walk.ts'

const walks = loadWalks('kazoo')

describe.each(KAZOO_VERSIONS)('KAZOO %s', (version) => {
  it('does what its own code did: steps, keys taken, requests, waits, texts, and the end', async () => {
    const different: Record<string, unknown> = {}
    const observed = walks.filter((walk) => seenBy(walk, version))
    for (const walk of observed) {
      const seen = seenBy(walk, version)
      const differences = seen ? differencesOf(seen, await playWalk(walk, version)) : {}
      if (Object.keys(differences).length > 0) different[walk.id] = differences
    }
    expect(Object.keys(different).length).toBeLessThan(observed.length * 0.28)
  })
})
