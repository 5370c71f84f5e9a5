/** From a drawing on the page to a file. */
import { type PictureFrame, pixelsFor } from './picture-frame.ts'
import { usedFonts } from './used-fonts.ts'
import { writeSvg } from './write-svg.ts'

/** A flow that takes longer is not drawn at all. */
const MAX_WAIT_MS = 20_000

/**
 * @param stage what is drawn, as large as the frame
 * @param edges how many edges it shows once it is whole
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
  const svg = await writeSvg(stage, frame, await usedFonts())
  return format === 'svg' ? new Blob([svg], { type: 'image/svg+xml' }) : paint(svg, frame)
}

async function paint(svg: string, { width, height }: PictureFrame): Promise<Blob> {
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
  await image.decode()
  const pixels = pixelsFor({ width, height })
  const canvas = document.createElement('canvas')
  canvas.width = Math.floor(width * pixels)
  canvas.height = Math.floor(height * pixels)
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
  const picture = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
  if (!picture) throw new Error('This browser cannot paint a picture so large. Export it as SVG.')
  return picture
}

/** Edges are drawn after cards. An edge without a target is never drawn, so waiting has an end. */
async function drawn(stage: HTMLElement, edges: number): Promise<void> {
  const end = performance.now() + MAX_WAIT_MS
  let before = -1
  for (;;) {
    await new Promise((resolve) => requestAnimationFrame(resolve))
    const now = stage.querySelectorAll('.react-flow__edge').length
    if (now >= edges || (now > 0 && now === before) || performance.now() > end) return
    before = now
  }
}
