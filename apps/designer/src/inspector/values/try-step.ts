/** "Try it": the exit at which a studio step would send the sample caller on, by the very code that answers KAZOO. */
import {
  type Json,
  type NodeDefinition,
  parseTemplate,
  type Scope,
  StepFailure,
  type Template,
  tolerantData,
  toText,
  Work,
} from '@callflow-studio/model'

/** @returns the exit; null if the step does not run in the studio, or cannot be evaluated. */
export function exitTaken(definition: NodeDefinition, data: Record<string, unknown>, scope: Scope): string | null {
  if (definition.kind !== 'studio' || definition.asksCaller) return null
  try {
    const run = definition.prepare(tolerantData(definition, data), {
      template: read,
      prompt: () => null,
      outgoing: () => ({ reads: [], secrets: [], render: () => '' }),
      nodeId: '',
    })
    const ran = run({
      value: (template) => template.render(scope),
      text: (template) => toText(template.render(scope)),
      assign: () => undefined,
      isSensitive: () => false,
      hides: () => false,
      now: new Date(),
      timezone: typeof scope.timezone === 'string' ? scope.timezone : '',
      locale: typeof scope.locale === 'string' ? scope.locale : '',
      stickyKey: () => '',
      daysOf: () => [],
      switchState: () => 'automatic',
      outgoing: notHere,
      work: new Work(),
      setTraceDetail: () => undefined,
      answered: null,
      attempt: 1,
    })
    const result = ran.kind === 'read-days' ? ran.takeReply([]) : ran
    return result.kind === 'go' ? result.port : null
  } catch {
    return null // A template or pattern that cannot be read: the field says so.
  }
}

/** Other servers and tables are asked by the server alone: what needs them has no way here. */
function notHere(): never {
  throw new StepFailure('try', 'Only the server can ask.')
}

/** A text of the step as the sample caller would meet it. */
export function renderedText(text: string, scope: Scope): string {
  const parsed = parseTemplate(text)
  if (!parsed.ok) return text
  try {
    return toText(parsed.value.render(scope))
  } catch {
    return text // Shown as it was written.
  }
}

function read(text: unknown): Template {
  if (typeof text !== 'string') return { source: '', constant: null, reads: [], render: () => text as Json }
  const parsed = parseTemplate(text)
  if (!parsed.ok) throw new StepFailure('template', parsed.diagnostics[0]?.message ?? text)
  return parsed.value
}
