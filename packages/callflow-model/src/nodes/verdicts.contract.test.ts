/**
 * What KAZOO's own code said of 25,259 answers, in each of its three versions: our check says the same of every one.
 * The verdicts are observations, kept here so that this needs no KAZOO. Inputs are mostly one module with every field of
 * its data changed in turn, and some whole trees. There is no exception to list.
 */
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { KAZOO_PROFILES, type KazooProfile, type KazooVersion, versionsOf } from '../kazoo/versions.ts'
import { checkCallflow } from './check-callflow.ts'

interface Verdict {
  answer: unknown
  /** False: refused, or the validator crashes. Both are silence for the caller. */
  verdict: Record<KazooVersion, boolean>
}

const file = new URL('../testing/kazoo-verdicts.jsonl.gz', import.meta.url)
const verdicts = gunzipSync(readFileSync(file))
  .toString()
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Verdict)

describe('the check of answers', () => {
  it('knows enough verdicts', () => expect(verdicts.length).toBeGreaterThan(25_000))

  it.each(KAZOO_PROFILES)('refuses for %s what KAZOO refuses, and nothing else', (profile) => {
    const different = verdicts.flatMap(({ answer, verdict }) => {
      const theirs = versionsOf(profile).every((version) => verdict[version])
      const problems = checkCallflow(answer, { profile })
      if ((problems.length === 0) === theirs) return []
      return [{ answer: JSON.stringify(answer).slice(0, 300), theirs, ours: problems[0]?.message ?? 'taken' }]
    })
    expect(different.slice(0, 20)).toEqual([])
  })

  it('names the versions that refuse', () => {
    const profile: KazooProfile = 'any'
    const wrong = verdicts.filter(({ answer, verdict }) => {
      const named = checkCallflow(answer, { profile }).flatMap(
        ({ versions }): readonly string[] => versions ?? versionsOf(profile),
      )
      return versionsOf(profile).some((version) => verdict[version] === named.includes(version))
    })
    expect(wrong.slice(0, 20).map(({ answer }) => JSON.stringify(answer).slice(0, 300))).toEqual([])
  })
})
