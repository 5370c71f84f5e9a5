import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFlows } from '../api/queries.ts'
import { CopyButton } from '../ui/CopyButton.tsx'
import classes from './NoCalls.module.css'

/** Nobody has called yet: says where calls come from. */
export function NoCalls({ flowId }: { flowId: string | undefined }) {
  const { t } = useTranslation('calls')
  const [isShown, setShown] = useState(false)
  const flows = useFlows()
  const live = (flows.data?.flows ?? []).filter(
    ({ id, liveVersion }) => liveVersion !== null && (flowId === undefined || id === flowId),
  )
  return (
    <div className={classes.none}>
      <p>{t('noCall')}</p>
      {!isShown && <Button onClick={() => setShown(true)}>{t('showUrl')}</Button>}
      {isShown && live.length === 0 && <p>{t('noLiveFlow')}</p>}
      {isShown &&
        live.map(({ id, name, pivotUrl }) => (
          <div key={id} className={classes.url}>
            <strong>{name}</strong>
            <CopyButton text={pivotUrl} what={t('pivotUrlOf', { flow: name })} isSmall />
            <code>{pivotUrl}</code>
          </div>
        ))}
    </div>
  )
}
