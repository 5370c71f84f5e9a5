/**
 * A part of the page as an SVG that stands alone: the part itself, and the page's style sheets as they were written. Styles
 * computed for each element, as libraries for any page do it, take half a minute and ten times the room for a flow of
 * thousands of steps. The browser's own account of its rules (`cssText`) is no help: it loses shorthands with variables in them.
 */
import type { PictureFrame } from './picture-frame.ts'

const SVG = 'http://www.w3.org/2000/svg'

/**
 * @param stage needs nothing of its surroundings but what `:root` says
 * @param fonts `@font-face` rules
 */
export async function writeSvg(stage: HTMLElement, { width, height }: PictureFrame, fonts: string): Promise<string> {
  const svg = document.createElementNS(SVG, 'svg')
  const style = document.createElementNS(SVG, 'style')
  const page = document.createElementNS(SVG, 'foreignObject')
  for (const element of [svg, page]) {
    element.setAttribute('width', String(width))
    element.setAttribute('height', String(height))
  }
  const sheets = await Promise.all([...document.styleSheets].map(textOf))
  style.textContent = [...sheets.map(withoutFonts), fonts].join('\n')
  page.append(bare(stage))
  svg.append(style, page)
  return new XMLSerializer().serializeToString(svg)
}

/** From the browser's cache: the page has it already. */
const textOf = async ({ href, ownerNode }: CSSStyleSheet): Promise<string> =>
  href === null ? (ownerNode?.textContent ?? '') : (await fetch(href)).text()

/** Their files are elsewhere; those that are used come with the picture. */
const withoutFonts = (css: string): string => css.replaceAll(/@font-face\s*\{[^}]*\}/g, '')

/** Without what only hands and screen readers need. */
function bare(stage: HTMLElement): Node {
  const copy = document.importNode(stage, true)
  for (const path of copy.querySelectorAll('.react-flow__edge-interaction')) path.remove()
  for (const element of copy.querySelectorAll('*'))
    for (const { name } of [...element.attributes])
      if (name === 'role' || name === 'tabindex' || name.startsWith('aria-')) element.removeAttribute(name)
  return copy
}
