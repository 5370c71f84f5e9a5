/** What is wrong with the address of a look-up, as far as it can be known before a call: what no request can be sent to. */
import { readNumericIpv4 } from '../../kazoo/ipv4.ts'
import { isTemplate } from '../../templates/template.ts'
import type { Problem } from '../contract/checks.ts'
import type { ServerReference } from '../contract/references.ts'

const FIELD = 'url'

/** The parts of an address that say where a request goes. */
interface Authority {
  /** Including the `@`; may hold templates. */
  user: string
  host: string
  port: string | null
}

/** @returns null where the address does not begin with http:// or https:// followed by a server */
function authorityOf(url: string): Authority | null {
  const text = /^\s*https?:\/\/((?:\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}|[^/?#\\])*)/i.exec(url)?.[1]
  if (text === undefined || text === '') return null
  const at = text.lastIndexOf('@')
  const server = text.slice(at + 1)
  const [, host = '', port] = /^(\[[^\]]*\]|[^:]*)(?::([\s\S]*))?$/.exec(server) ?? ['', server]
  return { user: text.slice(0, at + 1), host, port: port ?? null }
}

/** @param headers of the same step: the fix of an address with a user adds one */
export function lookUpAddressProblems(
  url: string,
  headers: readonly { name: string; value: string }[],
  nodeId: string,
): Problem[] {
  if (url === '' || isTemplate(url.slice(0, 8))) return []
  const authority = authorityOf(url)
  if (!authority)
    return [problem('The address must begin with https:// or http://, and name a server.', 'Fix the address')]
  const { user, host, port } = authority
  if (user !== '') return [withUser(url, user, headers, nodeId)]
  if (isTemplate(host)) return []
  if (/\s/.test(host)) return [problem('The server name contains a space. Remove it.', 'Remove the space')]
  const wrong = hostProblem(host)
  if (wrong !== null) return [problem(wrong, 'Fix the server')]
  if (port !== null && !isTemplate(port) && port !== '' && !isPort(port))
    return [problem(`${port} is not a port. Enter a number from 1 to 65535, or leave it out.`, 'Fix the port')]
  return []
}

/** @returns the server that an address names; none where it depends on the call, or where no request can go */
export function serversIn(url: string): ServerReference[] {
  const authority = isTemplate(url.slice(0, 8)) ? null : authorityOf(url)
  if (!authority) return []
  const { user, host, port } = authority
  if (user !== '' || isTemplate(host) || isTemplate(port ?? '') || hostProblem(host) !== null) return []
  const isHttps = /^\s*https:/i.test(url)
  return [{ kind: 'server', host, port: port ? Number(port) : isHttps ? 443 : 80, field: FIELD }]
}

const isPort = (text: string): boolean => /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535

const LABEL = /^[\p{L}\p{N}\p{M}_-]{1,63}$/u
const MAX_HOST = 253

/** @returns why no request can go to such a host, in words */
function hostProblem(host: string): string | null {
  if (host === '') return 'The address has no server. Enter one, such as https://crm.example.com/.'
  if (host.startsWith('['))
    return /^\[[0-9a-f:.]*:[0-9a-f:.]*\]$/i.test(host) ? null : `${host} is not an IPv6 address. Correct it.`
  const labels = host.replace(/\.$/, '').split('.')
  if (host.length > MAX_HOST || !labels.every((label) => LABEL.test(label)))
    return `“${host}” cannot be the name of a server: letters, digits, dashes and dots. Correct it.`
  const last = labels.at(-1) ?? ''
  if (/^(?:\d+|0x[0-9a-f]*)$/i.test(last) && readNumericIpv4(labels.join('.')) === null)
    return `${host} is not an IPv4 address. Correct it.`
  return null
}

const problem = (message: string, short: string): Problem => ({
  severity: 'error',
  code: 'look-up.url',
  field: FIELD,
  short,
  message,
})

// ------------------------------------------------------------------------------------------------ user and password

function withUser(
  url: string,
  user: string,
  headers: readonly { name: string; value: string }[],
  nodeId: string,
): Problem {
  const hasHeader = headers.some(({ name }) => name.toLowerCase() === 'authorization')
  const added = [...headers, { name: 'Authorization', value: basicHeader(user.slice(0, -1)) }]
  return {
    ...problem(
      'The address cannot contain a user and password: no request is sent. Send them in the Authorization header.',
      'Use a header',
    ),
    fix: {
      kind: 'set-field',
      label: hasHeader ? 'Remove user and password' : 'Use the header Authorization',
      nodeId,
      field: FIELD,
      value: url.replace(user, ''),
      ...(hasHeader ? {} : { also: [{ field: 'headers', value: added }] }),
    },
  }
}

/** `Basic` of RFC 7617, encoded in the call, so that the password may become a secret. */
function basicHeader(user: string): string {
  const login = user.includes(':') ? user : `${user}:`
  if (isTemplate(login)) return `{% capture login %}${login}{% endcapture %}Basic {{ login | base64_encode }}`
  const decoded = decode(login)
  const quote = decoded.includes('"') ? "'" : '"'
  return `Basic {{ ${quote}${decoded}${quote} | base64_encode }}`
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text // A stray %: it stands for itself.
  }
}
