/** From a drawing on the page to a file. */
import { toBlob, toSvg } from 'html-to-image'
import { type PictureFrame, pixelsFor } from './picture-frame.ts'
import { PICTURE_STYLES } from './picture-styles.ts'
import { usedFonts } from './used-fonts.ts'

/** A flow that takes longer is not drawn at all. */
const MOST_WAIT_MS = 20_000

/**
 * @param stage what is drawn, as large as the frame
 * @param edges how many ways it shows once it is whole
 * @throws where the browser cannot make the picture
 */
export async function takePicture(
  stage: HTMLElement,
  frame: PictureFrame,
  format: 'svg' | 'png',
  edges: number,
): Promise<Blob> {
  await drawn(stage, edges)
  await document.fonts.ready
  const options = {
    width: frame.width,
    height: frame.height,
    pixelRatio: pixelsFor(frame),
    // Of the 350 and more styles of each element, those that these cards use: minutes become seconds.
    includeStyleProperties: [...PICTURE_STYLES],
    fontEmbedCSS: await usedFonts(),
    skipAutoScale: true,
  }
  if (format === 'svg') {
    const url = await toSvg(stage, options)
    return new Blob([decodeURIComponent(url.slice(url.indexOf(',') + 1))], { type: 'image/svg+xml' })
  }
  const picture = await toBlob(stage, options)
  if (!picture) throw new Error('This browser cannot paint a picture so large. Export it as SVG.')
  return picture
}

/** Ways are drawn after cards. A way that leads nowhere is never drawn, so waiting has an end. */
async function drawn(stage: HTMLElement, edges: number): Promise<void> {
  const end = performance.now() + MOST_WAIT_MS
  let before = -1
  for (;;) {
    await new Promise((resolve) => requestAnimationFrame(resolve))
    const now = stage.querySelectorAll('.react-flow__edge').length
    if (now >= edges || (now > 0 && now === before) || performance.now() > end) return
    before = now
  }
}
