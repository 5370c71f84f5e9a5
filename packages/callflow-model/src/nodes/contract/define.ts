/**
 * The contract between a node type and everything else. A node type is one file: its fields, exits, summary, what it
 * reads and changes, how long it may last, how it compiles or evaluates, what the simulator does with it. Canvas,
 * inspector, palette, search, compiler and checks ask these definitions. What they must know beyond that becomes an
 * optional question with a default here; no code outside `nodes/` asks for `node.type`.
 *
 * For all types: common-definition.ts, fields.ts, ports.ts, checks.ts. For the evaluator: studio-step.ts, step-call.ts,
 * step-result.ts. For KAZOO's modules: kazoo-step.ts, simulation.ts, twiml-form.ts.
 */
import type { z } from 'zod'
import type { CommonDefinition } from './common-definition.ts'
import type { KazooStepDefinition } from './kazoo-step.ts'
import { errorPorts, NEXT_STEP } from './ports.ts'
import type { StudioStepDefinition } from './studio-step.ts'

export interface FrameDefinition<D = Record<string, unknown>> extends CommonDefinition<D> {
  kind: 'start' | 'fallback' | 'note'
}

export type NodeDefinition = KazooStepDefinition | StudioStepDefinition | FrameDefinition

type Spec<Definition, S extends z.ZodType, Optional extends keyof Definition> = Omit<
  Definition,
  'kind' | 'data' | Optional
> &
  Partial<Pick<Definition, Optional>> & { data: S }

/** Declares a KAZOO step: its type is the module's name, its data the module's data, its ports the child keys. */
export function defineKazooStep<S extends z.ZodType>(
  spec: Spec<
    KazooStepDefinition<z.infer<S>>,
    S,
    'changes' | 'duration' | 'neverContinues' | 'ports' | 'create' | 'summary' | 'synonyms'
  >,
): KazooStepDefinition {
  return {
    kind: 'kazoo',
    changes: () => [],
    duration: 'instant',
    neverContinues: false,
    synonyms: [],
    create: () => ({}),
    summary: () => '',
    ports: () => (spec.neverContinues ? [] : [NEXT_STEP]),
    ...spec,
  } as KazooStepDefinition
}

/** Declares a studio step, which runs in our server while KAZOO waits. */
export function defineStudioStep<S extends z.ZodType>(
  spec: Spec<StudioStepDefinition<z.infer<S>>, S, 'asksCaller' | 'isLookUp' | 'writes' | 'sets' | 'synonyms'>,
): StudioStepDefinition {
  return {
    kind: 'studio',
    asksCaller: false,
    isLookUp: false,
    writes: false,
    synonyms: [],
    sets: () => [],
    freePorts: errorPorts,
    ...spec,
  } as StudioStepDefinition
}

/** Declares start, fallback and note. */
export function defineFrame<S extends z.ZodType>(
  kind: FrameDefinition['kind'],
  spec: Spec<FrameDefinition<z.infer<S>>, S, 'synonyms'>,
): FrameDefinition {
  return { kind, synonyms: [], ...spec } as FrameDefinition
}
