/** @returns what the caller has pressed so far in the call, as a logged request says; several collections, several texts */
export function pressedKeys(url: string, contentType: string, body: string): string[] {
  const query = url.includes('?') ? url.slice(url.indexOf('?') + 1) : ''
  return [...pressedInForm(query), ...(contentType.includes('json') ? pressedInJson(body) : pressedInForm(body))]
}

function pressedInForm(text: string): string[] {
  if (!text.includes(NAME)) return []
  return [...text.matchAll(IN_FORM)].map(([, keys = '']) => keys.replace(/%23/g, '#').replace(/%2a/gi, '*'))
}

/** `Digits=1`, `Digits[pin]=1`; parsing the whole form takes most of the time of a search. */
const IN_FORM = /(?:^|&)Digits(?:(?:\[|%5B)[^=&]*)?=([^&]*)/gi

function pressedInJson(text: string): string[] {
  if (!text.includes(NAME)) return []
  try {
    const { [NAME]: digits } = JSON.parse(text) as Record<string, unknown>
    return (typeof digits === 'object' && digits !== null ? Object.values(digits) : [digits]).map(String)
  } catch {
    return [] // a refused request, of which only the beginning is kept
  }
}

const NAME = 'Digits'
