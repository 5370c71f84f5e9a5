/**
 * Two long texts, cut down to where they differ: "…press 3." and "…press 0.".
 * @returns both texts from the word before the first difference on; short texts stay whole.
 */
export function differingParts(before: string, after: string, longest = 60): [string, string] {
  if (Math.max(before.length, after.length) <= longest) return [before, after]
  let common = 0
  while (common < before.length && common < after.length && before[common] === after[common]) common += 1
  const from = before.lastIndexOf(' ', Math.max(0, common - 20)) + 1
  if (from <= 0) return [clip(before, longest), clip(after, longest)]
  return [`…${clip(before.slice(from), longest)}`, `…${clip(after.slice(from), longest)}`]
}

const clip = (text: string, longest: number): string =>
  text.length <= longest ? text : `${text.slice(0, text.lastIndexOf(' ', longest) || longest)}…`
