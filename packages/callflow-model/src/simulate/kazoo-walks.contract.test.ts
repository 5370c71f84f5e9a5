/** The simulated KAZOO against KAZOO's own code: 709 calls with answers in Callflow JSON. */
import { describe, expect, it } from 'vitest'
import { KAZOO_VERSIONS } from '../kazoo/versions.ts'
import { type Aspect, walkDifferences } from '../testing/compare-walk.ts'
import { loadWalks, seenBy } from '../testing/kazoo-walks.ts'
import { playWalk } from '../testing/play-walk.ts'

const walks = loadWalks('kazoo')
describe.each(KAZOO_VERSIONS)('KAZOO %s', (version) => {
  const observed = walks.flatMap((walk) => {
    const seen = seenBy(walk, version)
    return seen ? [{ walk, seen }] : []
  })

  it('does what its own code did: steps, keys taken, requests, waits, texts, and the end', async () => {
    const different: Record<string, Partial<Record<Aspect, string>>> = {}
    for (const { walk, seen } of observed) {
      const differences = walkDifferences(seen, await playWalk(walk, version))
      if (Object.keys(differences).length > 0) different[walk.id] = differences
    }
    expect(different).toEqual({})
  })
})
