import type { Traffic } from '@callflow-studio/model/api'
import { ActionIcon, Select } from '@mantine/core'
import { X } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useTraffic, useVersions } from '../../api/queries.ts'
import { useStudio } from '../../state/studio-store.ts'
import { LoadError } from '../../ui/LoadError.tsx'
import { useCanvas, useCanvasStore } from '../canvas-store.ts'
import panel from '../floating-panel.module.css'
import classes from './TrafficPanel.module.css'
import { trafficView } from './traffic-view.ts'

/** In hours. */
const PERIODS = { day: 24, week: 7 * 24, month: 30 * 24 } as const
type Period = keyof typeof PERIODS
const ALL = 'all'

/** Whose traffic the canvas shows, what it means, and how many calls there were. */
export function TrafficPanel() {
  const isShown = useCanvas((state) => state.isTrafficShown)
  const flowId = useStudio((state) => state.flowId)
  return isShown && flowId !== null ? <Panel key={flowId} flowId={flowId} /> : null
}

function Panel({ flowId }: { flowId: string }) {
  const { t } = useTranslation('canvas')
  const store = useCanvasStore()
  const document = useStudio((state) => state.document)
  const [period, setPeriod] = useState<Period>('week')
  const [version, setVersion] = useState<string>(ALL)
  const versions = useVersions(flowId)
  const from = useMemo(() => new Date(Date.now() - PERIODS[period] * 3_600_000).toISOString(), [period])
  const traffic = useTraffic(flowId, { from, version: version === ALL ? undefined : Number(version) })
  useEffect(() => {
    store.getState().set({ traffic: traffic.data ? trafficView(document, traffic.data) : null })
  }, [store, document, traffic.data])
  useEffect(() => () => store.getState().set({ traffic: null }), [store])
  return (
    <section className={`${panel.panel} ${classes.traffic}`} aria-label={t('traffic.title')} data-over-canvas>
      <header className={classes.head}>
        <h2>{t('traffic.title')}</h2>
        <Select
          size="xs"
          w={128}
          aria-label={t('traffic.period')}
          allowDeselect={false}
          value={period}
          onChange={(value) => setPeriod(value as Period)}
          data={(Object.keys(PERIODS) as Period[]).map((value) => ({ value, label: t(`traffic.periods.${value}`) }))}
        />
        <Select
          size="xs"
          w={120}
          aria-label={t('traffic.version')}
          allowDeselect={false}
          value={version}
          onChange={(value) => setVersion(value ?? ALL)}
          data={[
            { value: ALL, label: t('traffic.allVersions') },
            ...(versions.data?.versions ?? []).map((one) => ({
              value: String(one.version),
              label: t('traffic.versionNumber', { version: one.version }),
            })),
          ]}
        />
        <ActionIcon
          aria-label={t('traffic.hide')}
          onClick={() => store.getState().set({ isTrafficShown: false, traffic: null })}
        >
          <X size={16} aria-hidden />
        </ActionIcon>
      </header>
      {traffic.isError && <LoadError error={traffic.error} onRetry={() => void traffic.refetch()} />}
      {traffic.data && <Totals traffic={traffic.data} />}
      <ul className={classes.legend}>
        <li data-state="taken">{t('traffic.taken')}</li>
        <li data-state="never">{t('traffic.never')}</li>
        <li data-state="unknown">{t('traffic.unknown')}</li>
      </ul>
    </section>
  )
}

function Totals({ traffic: { calls, failed } }: { traffic: Traffic }) {
  const { t, i18n } = useTranslation('canvas')
  const number = (value: number) => value.toLocaleString(i18n.language)
  if (calls === 0) return <p className={classes.totals}>{t('traffic.none')}</p>
  return (
    <p className={classes.totals} role="status">
      {t('traffic.calls', { count: calls, number: number(calls) })},{' '}
      {t('traffic.failed', { share: percent(failed / calls, i18n.language) })}
    </p>
  )
}

const percent = (share: number, language: string): string =>
  share.toLocaleString(language, { style: 'percent', maximumFractionDigits: share < 0.1 ? 1 : 0 })
