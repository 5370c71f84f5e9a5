/**
 * Errors are data: what a user or KAZOO can cause is a `Result` with all its diagnostics. Codes are stable: tests,
 * translations and scripts hold on to them, so they are listed here and nowhere else.
 */

/** error: KAZOO would refuse it, or it cannot be compiled; it stops publishing. All else is a warning or a hint. */
export type Severity = 'error' | 'warning' | 'info'

export const DIAGNOSTIC_CODES = [
  'answer.empty',
  'answer.not-json',
  'answer.too-large',
  'answer.too-deep',
  'document.not-a-flow',
  'document.newer',
  'document.more-problems',
  'document.too-large',
  'document.unreadable',
  'document.node-malformed',
  'document.edge-malformed',
  'document.duplicate-id',
  'document.no-start',
  'document.many-starts',
  'document.many-fallbacks',
  'node.unknown-type',
  'node.unreachable',
  'edge.dangling',
  'edge.unknown-port',
  'edge.port-used-twice',
  'edge.into-start',
  'field.missing',
  'field.invalid',
  'field.empty',
  'field.too-long',
  'field.unknown-key',
  'field.other-version',
  'field.placeholder',
  'field.id-length',
  'template.syntax',
  'template.unknown-filter',
  'template.unknown-name',
  'pattern.syntax',
  'comparison.empty',
  'comparison.never',
  'port.unconnected',
  'port.never-taken',
  'menu.no-id',
  'menu.key-used-twice',
  'menu.key-not-a-key',
  'menu.no-free-key',
  'digits.unnamed',
  'digits.range',
  'text.too-long',
  'loop.silent',
  'path.many-quick-steps',
  'step.after-the-end',
  'recording.into-message',
  'recording.not-uploaded',
  'recording.silence',
  'fallback.not-constant',
  'fallback.too-large',
  'fallback.loop',
  'pivot.no-fallback',
  'continuations.too-large',
  'flow-call.missing',
  'flow-call.recursion',
  'flow-call.other-format',
  'flow-call.other-version',
  'template.secret',
  'schedule.empty',
  'schedule.time',
  'schedule.day',
  'schedule.date',
  'schedule.timezone',
  'schedule.no-timezone',
  'schedule.list-row',
  'switch.missing',
  'split.weights',
  'port.name-used-twice',
  'look-up.url',
  'look-up.refused-host',
  'look-up.path',
  'look-up.silence',
  'look-up.body',
  'secret.missing',
  'table.missing',
  'table.no-column',
  'table.no-key',
  'table.not-live',
  'table.value',
  'variable.name',
  'variable.maybe-unset',
  'twiml.no-counterpart',
  'twiml.address',
  'twiml.lost',
  'twiml.too-long',
  'twiml.unregistered',
  'twiml.name',
  'twiml.value',
  'twiml.hardly-heard',
  'twiml.number',
  'twiml.recording-lost',
  'twiml.digits-lost',
  'twiml.reject-late',
  'twiml.cdr-url',
  'module.unknown',
  'module.other-version',
  'template.not-here',
  'import.not-json',
  'import.not-xml',
  'import.no-callflow',
  'import.twilio-studio',
  'import.changed',
  'import.address-unknown',
  'import.base-url',
  'import.too-large',
  'import.key-twice',
  'export.nothing',
  'export.not-static',
  'export.too-large',
  'url.refused-host',
  'url.private',
  'kazoo.differs',
  'ring.nobody',
  'caller.many-choices',
  'caller.long-prompt',
  'caller.key-first',
  'caller.unspoken-choice',
  'caller.no-person',
  'caller.no-repeat-key',
  'caller.key-gaps',
  'caller.zero-not-a-person',
  'caller.pound-as-choice',
  'caller.deep-menus',
  'caller.same-prompt-again',
  'caller.one-try',
  'caller.short-wait',
  'caller.short-wait-between',
  'caller.digits-without-end',
  'caller.silent-recording',
  'caller.busy-mailbox-only',
  'caller.long-ringing-first',
  'caller.silent-transfer',
  'caller.silent-look-up',
  'caller.long-pause',
  'caller.mixed-voices',
  'caller.hang-up-without-words',
] as const

export type DiagnosticCode = (typeof DIAGNOSTIC_CODES)[number]

/** An edit that fixes the problem at the press of a button; the designer turns it into a command. */
export type Fix =
  | SingleFix
  /** Several edits that belong together. */
  | { kind: 'all'; label: string; fixes: SingleFix[] }

type SingleFix =
  | { kind: 'connect'; label: string; source: string; port: string; target: string }
  | { kind: 'delete-node'; label: string; nodeId: string }
  /** Sets the flow's zone to that of the user who presses it. */
  | { kind: 'use-own-zone'; label: string }
  /** Sets the flow's zone to this one, as somebody's choice. */
  | { kind: 'use-zone'; label: string; zone: string }
  | { kind: 'set-setting'; label: string; setting: 'kazoo'; value: string }
  | {
      kind: 'set-field'
      label: string
      nodeId: string
      field: string
      value: unknown
      /** Other fields of the same step that change with it. */
      also?: { field: string; value: unknown }[] | undefined
    }
  /** Puts a step into a connection. */
  | { kind: 'insert-step'; label: string; edgeId: string; type: string; data: Record<string, unknown> }

/** One problem of a flow: what is wrong, what callers would notice, what to do. */
export interface Diagnostic {
  severity: Severity
  code: DiagnosticCode
  /** Plain words, complete sentences. */
  message: string
  /** The step it belongs to, or null for the whole flow. */
  nodeId: string | null
  /** Dot path inside the node's `data` ('rules.1.right'); a port is 'port:<key>'; null for the whole step. */
  field: string | null
  /** A few words for the card, where the message is too long ("The id needs 32 characters"). */
  short?: string | undefined
  /** The versions of KAZOO that refuse it, where others of the flow's profile do not. */
  versions?: string[] | undefined
  fix?: Fix | undefined
  /** Another fix, offered beside `fix`. */
  otherFix?: Fix | undefined
  /** Why it matters, beside what it is. */
  reason?: string | undefined
  /** Why somebody has silenced it: it is shown, but no warning any more. */
  silenced?: string | undefined
}

export type Result<T> = { ok: true; value: T; diagnostics: Diagnostic[] } | { ok: false; diagnostics: Diagnostic[] }

export const hasErrors = (diagnostics: readonly Diagnostic[]): boolean =>
  diagnostics.some((diagnostic) => diagnostic.severity === 'error')

/** More than anybody reads at once; each costs memory here, and a row and a mark in the designer. */
export const MAX_DIAGNOSTICS = 200

/**
 * The first diagnostics, with a last one that says how many more there are.
 * @param diagnostics the worst first
 */
export function atMost(diagnostics: Diagnostic[]): Diagnostic[] {
  if (diagnostics.length <= MAX_DIAGNOSTICS) return diagnostics
  const shown = diagnostics.slice(0, MAX_DIAGNOSTICS)
  const message = `And ${diagnostics.length - MAX_DIAGNOSTICS} more. Fix these first.`
  return [...shown, { severity: 'info', code: 'document.more-problems', message, nodeId: null, field: null }]
}
