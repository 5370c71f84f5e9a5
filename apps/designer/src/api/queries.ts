/** What the pages read from the server, and what they change there. */
import type { CallRequest, CallRequestDetail, ListedDays } from '@callflow-studio/model/api'
import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQueries,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { type RequestOf, request } from './client.ts'
import { beginFlow } from './new-flow.ts'

export const keys = {
  studio: ['studio'],
  examples: ['examples'],
  flows: ['flows'],
  flow: (id: string) => ['flow', id],
  versions: (id: string) => ['flow', id, 'versions'],
  version: (id: string, version: number) => ['flow', id, 'versions', version],
  calls: ['calls'],
  callStats: ['calls', 'stats'],
  recordings: (callId: string) => ['calls', 'recordings', callId],
  tables: ['tables'],
  table: (id: string) => ['tables', id],
  rows: (id: string) => ['tables', id, 'rows'],
  days: (tableId: string) => ['tables', tableId, 'days'],
  secrets: ['secrets'],
  switches: ['switches'],
  holidays: ['holidays'],
  settings: ['settings'],
  alarms: ['alarms'],
} as const

export const useStudioInfo = () =>
  useQuery({ queryKey: keys.studio, queryFn: () => request('studio.show'), staleTime: 60_000 })

export const useExamples = (enabled = true) =>
  useQuery({
    queryKey: keys.examples,
    queryFn: () => request('example.list'),
    staleTime: Number.POSITIVE_INFINITY,
    enabled,
  })

export const useFlows = (inTrash = false) =>
  useQuery({
    queryKey: [...keys.flows, inTrash],
    queryFn: () => request('flow.list', { query: { trash: inTrash } }),
    refetchInterval: 30_000,
  })

/** Those whose names, texts, ids and numbers hold every word. What was found before stays until the server has searched. */
export const useFoundFlows = (search: string, inTrash: boolean) =>
  useQuery({
    queryKey: [...keys.flows, inTrash, search],
    queryFn: () => request('flow.list', { query: { trash: inTrash, q: search } }),
    enabled: search !== '',
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  })

/** The editor reads a flow once and then owns it: its own edits must not come back from the network. */
export const useFlow = (id: string) =>
  useQuery({
    queryKey: keys.flow(id),
    queryFn: () => request('flow.show', { id }),
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })

/** The draft of another flow, for looking at it. */
export const useDraft = (id: string, enabled: boolean) =>
  useQuery({ queryKey: [...keys.flow(id), 'draft'], queryFn: () => request('flow.show', { id }), enabled })

export const useTables = () => useQuery({ queryKey: keys.tables, queryFn: () => request('table.list') })

/** A supervisor may set one at any moment, from anywhere. */
const SWITCHES_EVERY_MS = 10_000
export const useSwitches = (enabled = true) =>
  useQuery({
    queryKey: keys.switches,
    queryFn: () => request('switch.list'),
    refetchInterval: SWITCHES_EVERY_MS,
    enabled,
  })

/** Tables as lists of days, in the order of their ids; one that is gone, or not here yet, has no days. */
export const useDayLists = (tableIds: readonly string[]): ListedDays[] =>
  useQueries({
    queries: tableIds.map((id) => ({ queryKey: keys.days(id), queryFn: () => request('table.days', { id }) })),
    combine: (results) => results.map(({ data }) => data ?? NO_DAYS),
  })
const NO_DAYS: ListedDays = { name: '', days: [], problems: [] }

export const useHolidayCountries = (language: string) =>
  useQuery({
    queryKey: [...keys.holidays, 'countries', language],
    queryFn: () => request('holiday.listCountries', { query: { language } }),
    staleTime: Number.POSITIVE_INFINITY,
  })
export const useHolidayRegions = (country: string | null, language: string) =>
  useQuery({
    queryKey: [...keys.holidays, 'regions', country, language],
    queryFn: () => request('holiday.listRegions', { country: country ?? '', query: { language } }),
    staleTime: Number.POSITIVE_INFINITY,
    enabled: country !== null,
  })
export const usePublicHolidays = (query: RequestOf<'holiday.list'>['query'] | null) =>
  useQuery({
    queryKey: [...keys.holidays, query],
    queryFn: () => (query ? request('holiday.list', { query }) : { days: [] }),
    staleTime: Number.POSITIVE_INFINITY,
    enabled: query !== null,
    placeholderData: keepPreviousData,
  })

export const useSecrets = (enabled = true) =>
  useQuery({ queryKey: keys.secrets, queryFn: () => request('secret.list'), enabled })

/** The names of tables, switches and flows by their ids, for what has changed in a step. */
export function useNameOf(): (id: string) => string | undefined {
  const [tables, switches, flows] = [useTables(), useSwitches(), useFlows()]
  const all = [...(tables.data?.tables ?? []), ...(switches.data?.switches ?? []), ...(flows.data?.flows ?? [])]
  return (id) => all.find((each) => each.id === id)?.name
}

export const useVersions = (id: string, enabled = true) =>
  useQuery({ queryKey: keys.versions(id), queryFn: () => request('version.list', { id }), enabled })

export const useTable = (id: string) =>
  useQuery({ queryKey: keys.table(id), queryFn: () => request('table.show', { id }) })

/** A published version never changes. */
export const useVersion = (id: string, version: number | null) =>
  useQuery({
    queryKey: keys.version(id, version ?? 0),
    queryFn: () => request('version.show', { id, version: version ?? 0 }),
    enabled: version !== null && version > 0,
    staleTime: Number.POSITIVE_INFINITY,
  })

export type CallsQuery = RequestOf<'call.listSummaries'>['query']

/** Calls, a page after the other. What another filter showed stays until this one has its first page. */
export const useCallSummaries = (query: CallsQuery) =>
  useInfiniteQuery({
    queryKey: [...keys.calls, 'summaries', query],
    queryFn: ({ pageParam }) => request('call.listSummaries', { query: { ...query, before: pageParam, limit: 100 } }),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (page) => (page.next === null ? undefined : Number(page.next)),
    placeholderData: keepPreviousData,
  })

const TRAFFIC_EVERY_MS = 10_000

/** How many calls took each exit of a flow. */
export const useTraffic = (id: string, query: NonNullable<RequestOf<'call.traffic'>['query']>) =>
  useQuery({
    queryKey: [...keys.calls, 'traffic', id, query],
    queryFn: () => request('call.traffic', { id, query }),
    placeholderData: keepPreviousData,
    refetchInterval: TRAFFIC_EVERY_MS,
  })

/** The newest requests of a flow, as many as one page holds. */
export const useRecentRequests = (flow: string) =>
  useQuery({
    queryKey: [...keys.calls, 'recent', flow],
    queryFn: () => request('call.list', { query: { flow, limit: 500 } }),
    gcTime: 0,
  })

/** Read once; from then on the stream of calls brings what has changed, or tells that something has. */
export const useCallStats = (flow: string | undefined) =>
  useQuery({
    queryKey: flow === undefined ? keys.callStats : [...keys.callStats, flow],
    queryFn: () => request('call.stats', { query: { flow } }),
  })

/** The requests of one call with their bodies, in the given order; those that are not here yet are left out. */
export const useRequestDetails = (requests: readonly CallRequest[]): CallRequestDetail[] =>
  useQueries({
    queries: requests.map(({ id }) => ({
      queryKey: [...keys.calls, 'request', id],
      queryFn: () => request('call.show', { id }),
      staleTime: Number.POSITIVE_INFINITY,
    })),
    combine: (results) => results.flatMap(({ data }) => (data ? [data] : [])),
  })

/** KAZOO uploads a recording some time after its last request, and nothing tells of it. */
const RECORDINGS_EVERY_MS = 5000

export const useRecordings = (callId: string) =>
  useQuery({
    queryKey: keys.recordings(callId),
    queryFn: async () => (await request('recording.list', { query: { callId } })).recordings,
    refetchInterval: RECORDINGS_EVERY_MS,
  })

/** Which calls are deleted: those that match everything that is given. */
export type CallsFilter = NonNullable<RequestOf<'call.delete'>['query']>

/** @param onDeleted leaves the page of a call that is gone; called before calls are read again, which unmounts it */
export function useDeleteCalls(onDeleted: () => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (filter: CallsFilter) => request('call.delete', { query: filter }),
    onSuccess: () => {
      onDeleted()
      return client.resetQueries({ queryKey: keys.calls })
    },
  })
}

export function useDeleteRecording(callId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => request('recording.delete', { id }),
    onSettled: () => client.invalidateQueries({ queryKey: keys.recordings(callId) }),
  })
}

/** All requests of one call; by its own id where KAZOO sent no Call-ID. */
export const useCallRequests = (callId: string) =>
  useQuery({
    queryKey: [...keys.calls, { callId }],
    queryFn: async (): Promise<CallRequest[]> => {
      const own = /^request (.+)$/.exec(callId)?.[1]
      return own === undefined
        ? (await request('call.list', { query: { callId, limit: 500 } })).calls
        : [await request('call.show', { id: own })]
    },
  })

/** A change on the server, after which the lists are read again. */
function useChange<Input, Output>(change: (input: Input) => Promise<Output>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSettled: () => client.invalidateQueries({ queryKey: keys.flows }),
  })
}

export const useCreateFlow = () =>
  useChange((body: RequestOf<'flow.create'>['body']) => request('flow.create', { body }))
/** A new flow or an example, in the zone and language of this place. */
export const useBeginFlow = () => useChange(beginFlow)
export const useDeleteFlow = () => useChange((id: string) => request('flow.delete', { id }))
export const useRestoreFlow = () => useChange((id: string) => request('flow.restore', { id }))
export const useDuplicateFlow = () =>
  useChange(async ({ id, name }: { id: string; name: string }) => {
    const { document } = await request('flow.show', { id })
    return request('flow.create', { body: { name, document, testsOf: id } })
  })
export const useRenameFlow = () =>
  useChange(async ({ id, name }: { id: string; name: string }) => {
    const { document, revision } = await request('flow.show', { id })
    return request('flow.save', { id, body: { name, document, revision } })
  })
export const usePublish = (id: string) => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: NonNullable<RequestOf<'flow.publish'>['body']>) => request('flow.publish', { id, body }),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: keys.versions(id) }),
        client.invalidateQueries({ queryKey: keys.flows }),
      ]),
  })
}
/** Gives the flow another Pivot URL; the old one is refused from then on. */
export const useRotateKey = (id: string) => useMutation({ mutationFn: () => request('flow.rotateKey', { id }) })
export const useActivate = (id: string) => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (version: number) => request('version.activate', { id, version }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.versions(id) }),
  })
}
export const useProbe = (id: string) => useMutation({ mutationFn: () => request('flow.probe', { id }) })

export const useSettings = () => useQuery({ queryKey: keys.settings, queryFn: () => request('settings.show') })

export function useSaveSettings() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: NonNullable<RequestOf<'settings.save'>['body']>) => request('settings.save', { body }),
    onSuccess: (saved) => {
      client.setQueryData(keys.settings, saved)
      return Promise.all([
        client.invalidateQueries({ queryKey: keys.studio }),
        client.invalidateQueries({ queryKey: keys.alarms }),
      ])
    },
  })
}

const ALARMS_EVERY_MS = 30_000
export const useAlarms = () =>
  useQuery({ queryKey: keys.alarms, queryFn: () => request('alarm.list'), refetchInterval: ALARMS_EVERY_MS })
