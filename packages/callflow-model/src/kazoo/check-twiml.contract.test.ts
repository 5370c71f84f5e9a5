/** The check of TwiML against what KAZOO's own code did with the first answers of its calls. */
import { describe, expect, it } from 'vitest'
import { loadWalks, type Seen } from '../testing/kazoo-walks.ts'
import { checkTwiml } from './check-twiml.ts'
import { plainText, type ReadVerb } from './twiml-text.ts'

/** First answers in XML, with what was heard; who calls and what they do decides nothing in them. */
const answers = loadWalks('twiml').flatMap(({ id, answers: served, seen }) => {
  const first = Array.isArray(served['/']) ? served['/'][0] : served['/']
  const [observed] = Object.values(seen)
  return typeof first === 'string' && observed ? [{ id, body: first, seen: observed }] : []
})

const WAITS_FOR_SOMEBODY = ['Gather', 'Dial', 'Record']
const ENDS = ['Hangup', 'Redirect', 'Reject']
/** The caller went, or a long pause was still going on. */
const NOT_WATCHED = ['goes on', 'ended by caller', 'silence']

/** What is heard where KAZOO stumbles over nothing; null where somebody decides, or the call was not watched to its end. */
function expectedTexts(verbs: readonly ReadVerb[], { end }: Seen): string[] | null {
  if (verbs.some(({ name }) => WAITS_FOR_SOMEBODY.includes(name)) || NOT_WATCHED.includes(end)) return null
  const last = verbs.findIndex(({ name }) => ENDS.includes(name))
  const run = last < 0 ? verbs : verbs.slice(0, last)
  return run.flatMap((verb) =>
    verb.name === 'Say' ? Array.from({ length: Number(verb.attributes.loop) || 1 }, () => plainText(verb)) : [],
  )
}

describe('what the check says of an answer', () => {
  it.each(answers.map((answer) => [answer.id, answer] as const))('%s', (_id, { body, seen }) => {
    const { verbs, problems } = checkTwiml(body)
    const errors = problems.filter(({ severity }) => severity === 'error')
    const said = seen.hears.filter((name) => !/^(play:|prompt:|tone|NEXT|JSON)/.test(name))
    const [worst] = errors
    if (worst) {
      // Nothing that follows is heard, and nothing is asked.
      expect(['hang-up', 'silence', 'goes on']).toContain(seen.end)
      const after = verbs.slice(worst.verb + 1).map(plainText)
      expect(said.filter((text) => worst.verb === -1 || after.includes(text))).toEqual([])
      return
    }
    const expected = expectedTexts(verbs, seen)
    if (expected) expect(said).toEqual(expected.map((text) => text.slice(0, 4000)))
  })
})
