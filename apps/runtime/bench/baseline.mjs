/** The least that a correct route does: read the form, seal one token, send the answer's bytes, and close or keep the connection. */
import { createCipheriv, createSecretKey, randomBytes } from 'node:crypto'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'

const key = createSecretKey(randomBytes(32))
const body = process.env.BODY ?? ''
const headers = {
  'Content-Type': 'application/json',
  'Content-Length': String(Buffer.byteLength(body)),
  ...(process.env.PIVOT_KEEP_ALIVE === 'true' ? {} : { Connection: 'close' }),
}

const app = new Hono().post('/pivot/:key', async (context) => {
  const params = new URLSearchParams(await context.req.text())
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  const sealed = Buffer.concat([
    nonce,
    cipher.update(
      JSON.stringify([Date.now(), 'flow', 1, 'node', {}, params.get('Call-ID'), params.get('From')]),
      'utf8',
    ),
    cipher.final(),
    cipher.getAuthTag(),
  ]).toString('base64url')
  if (sealed.length === 0) return context.body(null, 500)
  return context.body(body, 200, headers)
})

serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => console.log(JSON.stringify({ port })))
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => process.exit(0))
