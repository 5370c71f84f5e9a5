/** The fonts that the page has used so far, to be carried inside a picture: of a font in many parts only those with letters on the page. */

/** @returns `@font-face` rules with the fonts in them */
export async function usedFonts(): Promise<string> {
  const used = new Set([...document.fonts].filter(({ status }) => status === 'loaded').map(nameOf))
  const rules = [...document.styleSheets]
    .flatMap((sheet) => [...sheet.cssRules])
    .filter((rule): rule is CSSFontFaceRule => rule instanceof CSSFontFaceRule && used.has(nameOfRule(rule)))
  return (await Promise.all(rules.map(withFontInside))).join('\n')
}

const nameOf = ({ family, style, weight, unicodeRange }: FontFace): string => key(family, style, weight, unicodeRange)

const nameOfRule = ({ style }: CSSFontFaceRule): string => {
  const of = (property: string, ifAbsent: string) => style.getPropertyValue(property) || ifAbsent
  return key(
    of('font-family', ''),
    of('font-style', 'normal'),
    of('font-weight', 'normal'),
    of('unicode-range', 'U+0-10FFFF'),
  )
}

/** Browsers quote and space the same values differently in both places. */
const key = (...values: string[]): string =>
  values.map((value) => value.replaceAll(/["'\s]/g, '').toLowerCase()).join(' ')

async function withFontInside({ cssText, parentStyleSheet }: CSSFontFaceRule): Promise<string> {
  const address = /url\("?([^")]+)"?\)/.exec(cssText)?.[1]
  if (address === undefined || address.startsWith('data:')) return cssText
  const response = await fetch(new URL(address, parentStyleSheet?.href ?? document.baseURI))
  return cssText.replace(address, await toDataUrl(await response.blob()))
}

const toDataUrl = (blob: Blob): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(String(reader.result))
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(blob)
  })
