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
import { api, type CallsQuery, type HolidaysQuery } from './client.ts'
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
} as const

export const useStudioInfo = () => useQuery({ queryKey: keys.studio, queryFn: api.studio, staleTime: 60_000 })

export const useExamples = (enabled = true) =>
  useQuery({ queryKey: keys.examples, queryFn: api.examples, staleTime: Number.POSITIVE_INFINITY, enabled })

export const useFlows = (inTrash = false) =>
  useQuery({ queryKey: [...keys.flows, inTrash], queryFn: () => api.flows(inTrash), refetchInterval: 30_000 })

/** The editor reads a flow once and then owns it: its own edits must not come back from the network. */
export const useFlow = (id: string) =>
  useQuery({
    queryKey: keys.flow(id),
    queryFn: () => api.flow(id),
    staleTime: 0,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })

/** The draft of another flow, for looking at it. */
export const useDraft = (id: string, enabled: boolean) =>
  useQuery({ queryKey: [...keys.flow(id), 'draft'], queryFn: () => api.flow(id), enabled })

export const useTables = () => useQuery({ queryKey: keys.tables, queryFn: api.tables })

/** A supervisor may set one at any moment, from anywhere. */
const SWITCHES_EVERY_MS = 10_000
export const useSwitches = (enabled = true) =>
  useQuery({ queryKey: keys.switches, queryFn: api.switches, refetchInterval: SWITCHES_EVERY_MS, enabled })

/** Tables as lists of days, in the order of their ids; one that is gone, or not here yet, has no days. */
export const useDayLists = (tableIds: readonly string[]): ListedDays[] =>
  useQueries({
    queries: tableIds.map((id) => ({ queryKey: keys.days(id), queryFn: () => api.days(id) })),
    combine: (results) => results.map(({ data }) => data ?? NO_DAYS),
  })
const NO_DAYS: ListedDays = { name: '', days: [], problems: [] }

export const useHolidayCountries = (language: string) =>
  useQuery({
    queryKey: [...keys.holidays, 'countries', language],
    queryFn: () => api.holidayCountries(language),
    staleTime: Number.POSITIVE_INFINITY,
  })
export const useHolidayRegions = (country: string | null, language: string) =>
  useQuery({
    queryKey: [...keys.holidays, 'regions', country, language],
    queryFn: () => api.holidayRegions(country ?? '', language),
    staleTime: Number.POSITIVE_INFINITY,
    enabled: country !== null,
  })
export const usePublicHolidays = (query: HolidaysQuery | null) =>
  useQuery({
    queryKey: [...keys.holidays, query],
    queryFn: () => (query ? api.publicHolidays(query) : { days: [] }),
    staleTime: Number.POSITIVE_INFINITY,
    enabled: query !== null,
    placeholderData: keepPreviousData,
  })

export const useSecrets = (enabled = true) => useQuery({ queryKey: keys.secrets, queryFn: api.secrets, enabled })

/** The names of tables, switches and flows by their ids, for what has changed in a step. */
export function useNameOf(): (id: string) => string | undefined {
  const [tables, switches, flows] = [useTables(), useSwitches(), useFlows()]
  const all = [...(tables.data?.tables ?? []), ...(switches.data?.switches ?? []), ...(flows.data?.flows ?? [])]
  return (id) => all.find((each) => each.id === id)?.name
}

export const useVersions = (id: string) => useQuery({ queryKey: keys.versions(id), queryFn: () => api.versions(id) })

export const useTable = (id: string) => useQuery({ queryKey: keys.table(id), queryFn: () => api.table(id) })

/** A published version never changes. */
export const useVersion = (id: string, version: number | null) =>
  useQuery({
    queryKey: keys.version(id, version ?? 0),
    queryFn: () => api.version(id, version ?? 0),
    enabled: version !== null && version > 0,
    staleTime: Number.POSITIVE_INFINITY,
  })

export const useCalls = (query: CallsQuery, enabled = true) =>
  useInfiniteQuery({
    enabled,
    queryKey: [...keys.calls, query],
    queryFn: ({ pageParam }) => api.calls({ ...query, before: pageParam, limit: 100 }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })

/** The newest requests of a flow, as many as one page holds. */
export const useRecentRequests = (flow: string) =>
  useQuery({ queryKey: [...keys.calls, 'recent', flow], queryFn: () => api.calls({ flow, limit: 500 }), gcTime: 0 })

/** Read once; from then on the stream of calls brings what has changed. */
export const useCallStats = () => useQuery({ queryKey: keys.callStats, queryFn: api.callStats })

/** The requests of one call with their bodies, in the given order; those that are not here yet are left out. */
export const useRequestDetails = (requests: readonly CallRequest[]): CallRequestDetail[] =>
  useQueries({
    queries: requests.map(({ id }) => ({
      queryKey: [...keys.calls, 'request', id],
      queryFn: () => api.call(id),
      staleTime: Number.POSITIVE_INFINITY,
    })),
    combine: (results) => results.flatMap(({ data }) => (data ? [data] : [])),
  })

/** KAZOO uploads a recording some time after its last request, and nothing tells of it. */
const RECORDINGS_EVERY_MS = 5000

export const useRecordings = (callId: string) =>
  useQuery({
    queryKey: keys.recordings(callId),
    queryFn: async () => (await api.recordings(callId)).recordings,
    refetchInterval: RECORDINGS_EVERY_MS,
  })

export function useDeleteCalls() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: api.deleteCalls,
    onSuccess: () => client.resetQueries({ queryKey: keys.calls }),
  })
}

export function useDeleteRecording(callId: string) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: api.deleteRecording,
    onSettled: () => client.invalidateQueries({ queryKey: keys.recordings(callId) }),
  })
}

/** All requests of one call; by its own id where KAZOO sent no Call-ID. */
export const useCallRequests = (callId: string) =>
  useQuery({
    queryKey: [...keys.calls, { callId }],
    queryFn: async (): Promise<CallRequest[]> => {
      const own = /^request (.+)$/.exec(callId)?.[1]
      return own === undefined ? (await api.calls({ callId, limit: 500 })).calls : [await api.call(own)]
    },
  })

/** A change on the server, after which the lists are read anew. */
function useChange<Input, Output>(change: (input: Input) => Promise<Output>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSettled: () => client.invalidateQueries({ queryKey: keys.flows }),
  })
}

export const useCreateFlow = () => useChange(api.createFlow)
/** A new flow or an example, in the zone and language of this place. */
export const useBeginFlow = () => useChange(beginFlow)
export const useDeleteFlow = () => useChange(api.deleteFlow)
export const useRestoreFlow = () => useChange(api.restoreFlow)
export const useDuplicateFlow = () =>
  useChange(async ({ id, name }: { id: string; name: string }) => {
    const { document } = await api.flow(id)
    return api.createFlow({ name, document })
  })
export const useRenameFlow = () =>
  useChange(async ({ id, name }: { id: string; name: string }) => {
    const { document, revision } = await api.flow(id)
    return api.saveFlow(id, { name, document, revision })
  })
export const usePublish = (id: string) => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: { note?: string; revision?: number }) => api.publish(id, body),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: keys.versions(id) }),
        client.invalidateQueries({ queryKey: keys.flows }),
      ]),
  })
}
export const useActivate = (id: string) => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (version: number) => api.activate(id, version),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.versions(id) }),
  })
}
export const useProbe = (id: string) => useMutation({ mutationFn: () => api.probe(id) })
