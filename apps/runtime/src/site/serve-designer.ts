/** The built designer: hashed files for ever, the page itself asked for each time. */
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'
import { Readable } from 'node:stream'
import { Hono } from 'hono'
import { compress } from 'hono/compress'
import { etag } from 'hono/etag'

/**
 * @param folder of the build; where it is missing, a page says how to make it.
 */
export function createDesignerRoute(folder: string): Hono {
  // Tags by content: an upgrade may keep the size and the time of a page.
  return new Hono().use(compress(), etag()).on(['GET', 'HEAD'], '*', async ({ req }) => {
    const path = decode(req.path)
    const file = path === null ? null : await findFile(folder, path)
    if (file !== null) return send(file)
    // Every address without a file of its own is a place inside the designer.
    if (path === null || isFileAddress(path)) return new Response('Not found', { status: 404 })
    const page = await findFile(folder, '/index.html')
    return page !== null ? send(page) : new Response(NOT_BUILT, { status: 503, headers: HTML })
  })
}

/** A part of the build; not an address inside the designer whose last part holds a dot, as Call-IDs do. */
const isFileAddress = (path: string): boolean => path.startsWith('/assets/') || /^\/[^/]*\.\w+$/.test(path)

/** @returns the path of the file; null where there is none below the folder */
async function findFile(folder: string, path: string): Promise<string | null> {
  const file = normalize(join(folder, path))
  if (!file.startsWith(normalize(folder) + sep)) return null
  const found = await stat(file).catch(() => null) // not there: the caller decides what that means
  return found?.isFile() ? file : null
}

function send(file: string): Response {
  const isHashed = file.includes(`${sep}assets${sep}`)
  const headers = {
    'Content-Type': MEDIA_TYPES[extname(file)] ?? 'application/octet-stream',
    'Cache-Control': isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
  }
  return new Response(Readable.toWeb(createReadStream(file)) as ReadableStream, { headers })
}

function decode(path: string): string | null {
  try {
    const decoded = decodeURIComponent(path)
    return decoded.includes('\0') ? null : decoded
  } catch {
    return null // broken percent-encoding names no file
  }
}

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
}

const HTML = { 'Content-Type': 'text/html; charset=utf-8' }
const NOT_BUILT =
  '<!doctype html><title>Callflow Studio</title><p>The designer is not built yet. Run <code>npm run build</code>.</p>'
