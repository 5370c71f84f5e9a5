import { useTranslation } from 'react-i18next'
import { useFlows, useTables } from '../api/queries.ts'

/** Somewhere to go by a few letters of its name. */
export interface Destination {
  kind: 'flow' | 'table' | 'page'
  /** Its address. */
  to: string
  label: string
}

const PAGES = ['flows', 'calls', 'tables', 'switches', 'secrets', 'settings'] as const
/** Of flows and of tables. */
const MAX_FOUND = 8

/**
 * @param flowId the open flow, whose own pages come with it; null: none is open
 * @returns flows, tables and pages whose name holds each word of the query; all for an empty one, up to a number of each
 */
export function useDestinations(query: string, flowId: string | null = null): readonly Destination[] {
  const { t } = useTranslation('ui')
  const flows = useFlows().data?.flows ?? []
  const tables = useTables().data?.tables ?? []
  const words = query.trim().toLowerCase().split(/\s+/)
  const isWanted = ({ label }: Destination): boolean => words.every((word) => label.toLowerCase().includes(word))
  const page = (to: string, label: string): Destination => ({ kind: 'page', to, label })
  const pages = [
    ...(flowId === null
      ? []
      : [
          page(`/flows/${flowId}/tests`, t('pages.testsOfFlow')),
          page(`/flows/${flowId}/calls`, t('pages.callsOfFlow')),
          page(`/flows/${flowId}/versions`, t('pages.versionsOfFlow')),
        ]),
    ...PAGES.map((name) => page(name === 'flows' ? '/' : `/${name}`, t(`pages.${name}`))),
  ]
  return [
    ...flows
      .filter(({ id }) => id !== flowId)
      .map(({ id, name }): Destination => ({ kind: 'flow', to: `/flows/${id}`, label: name }))
      .filter(isWanted)
      .slice(0, MAX_FOUND),
    ...tables
      .map(({ id, name }): Destination => ({ kind: 'table', to: `/tables/${id}`, label: name }))
      .filter(isWanted)
      .slice(0, MAX_FOUND),
    ...pages.filter(isWanted),
  ]
}
