import { adviseFlow, compile, proveFlow } from '@callflow-studio/model'
import { checkScenario, prepareTestedFlow, readScenarios, runScenario } from '@callflow-studio/model/scenario'
import { describe, expect, it } from 'vitest'
import { EXAMPLES } from './index.ts'

describe.each(EXAMPLES.map((example) => [example.name, example] as const))('the example %s', (_, example) => {
  const { id, name, document } = example

  it('passes its own tests', async () => {
    const tested = prepareTestedFlow({ id, name, document })
    const { scenarios, problems } = readScenarios(example.tests)
    expect(problems).toEqual([])
    expect(scenarios.length).toBeGreaterThan(1)
    for (const { scenario, locate } of scenarios) {
      expect(checkScenario(scenario, tested, { locate })).toEqual([])
      expect(await runScenario(tested, scenario, { locate })).toMatchObject({ test: scenario.test, why: null })
    }
  })

  it('can be published, with nothing to fix but its placeholder ids', () => {
    const { diagnostics } = compile(document)
    expect(diagnostics.filter(({ severity, code }) => severity !== 'info' && code !== 'field.placeholder')).toEqual([])
  })

  it('suits its callers, and is proven to', async () => {
    expect(adviseFlow(document).map(({ code, nodeId }) => `${code} ${nodeId}`)).toEqual([])
    const proof = await proveFlow(document, compile(document).flow, { now: new Date('2026-12-01T10:00:00Z') })
    expect(proof).toMatchObject({
      findings: [],
      cutOff: null,
      verdicts: { ends: 'proven', silence: 'proven', loops: 'proven' },
    })
  })

  it('stands on the grid', () => {
    for (const { position } of document.nodes) expect([position.x % 20, position.y % 20].map(Math.abs)).toEqual([0, 0])
  })

  it('says what happens if something fails', () => {
    expect(compile(document).flow.fallback.json).toContain('tts')
  })
})
