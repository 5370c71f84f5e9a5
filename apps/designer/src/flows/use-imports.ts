import type { KazooProfile } from '@callflow-studio/model'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import { request } from '../api/client.ts'
import { settingsHere } from '../api/new-flow.ts'
import { keys } from '../api/queries.ts'
import { type ImportDeps, type ImportResult, importFlow, type KazooDeps, setKazoo } from './import-flow.ts'
import type { ForeignSource, ImportSource } from './import-source.ts'

const deps: ImportDeps = {
  read: (accountId, id) => request('kazoo.callflow', { accountId, id }),
  draw: (format, source, options) => request('document.import', { body: { format, source, ...options } }),
  create: (flow) => request('flow.create', { body: flow }),
  settings: settingsHere,
}
const kazooDeps: KazooDeps = {
  read: (id) => request('flow.show', { id }),
  save: (id, flow) => request('flow.save', { id, body: flow }),
  validate: (document, flowId) => request('document.validate', { body: { document, flowId } }),
}

/** What a flow is to be made of. */
export interface Given {
  source: ImportSource
  /** Null where it is no file. */
  fileName: string | null
  /** What it is called where no flow is made of it; null for pasted text. */
  label: string | null
}

/** What became of it. */
export type Taken = ImportResult & Omit<Given, 'source'>

/**
 * Imports one after the other, and opens the flow where it is a single one without problems.
 * @param kazoo what the flows are made for; null: the installation's
 */
export function useImports(kazoo: KazooProfile | null) {
  const client = useQueryClient()
  const navigate = useNavigate()
  const [results, setResults] = useState<readonly Taken[]>([])
  const [progress, setProgress] = useState<{ done: number; total: number } | null>(null)

  /** @returns what became of each, in this order */
  const take = async (given: readonly Given[]): Promise<readonly Taken[]> => {
    const taken: Taken[] = []
    // One after the other, so that the report and the list stand in the order of the files.
    for (const { source, ...about } of given) {
      setProgress({ done: taken.length, total: given.length })
      taken.push({ ...(await importFlow(source, deps, kazoo ?? undefined)), ...about })
    }
    setProgress(null)
    const [only] = taken
    const opened = taken.length === 1 && only?.problems.length === 0 ? only.flowId : null
    // The list is not read again here: the page reads it when it opens.
    void client.invalidateQueries({ queryKey: keys.flows, refetchType: opened === null ? 'active' : 'none' })
    if (opened !== null) void navigate(`/flows/${opened}`)
    else setResults(taken)
    return taken
  }
  const setFor = async (index: number, profile: KazooProfile): Promise<void> => {
    const result = results[index]
    if (!result || result.flowId === null) return
    const changed = await setKazoo({ ...result, flowId: result.flowId }, profile, kazooDeps)
    setResults((all) => all.with(index, { ...result, ...changed }))
    void client.invalidateQueries({ queryKey: keys.flows })
  }
  /** Imports a document again, now that its address is known, or is not to be (null). */
  const answer = async (
    index: number,
    source: ForeignSource & { name: string },
    baseUrl: string | null,
  ): Promise<ImportResult> => {
    setProgress({ done: 0, total: 1 })
    const result = await importFlow({ ...source, baseUrl }, deps, kazoo ?? undefined)
    setProgress(null)
    void client.invalidateQueries({ queryKey: keys.flows })
    setResults((before) =>
      before.map((each, at) => (at === index ? { ...result, fileName: each.fileName, label: each.label } : each)),
    )
    return result
  }
  return { results, progress, take, setFor, answer }
}
