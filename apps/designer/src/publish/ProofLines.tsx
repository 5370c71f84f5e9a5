import { CLAIMS, type Proof } from '@callflow-studio/model/api'
import { CircleCheck, CircleHelp, CircleX } from 'lucide-react'
import { useTranslation } from 'react-i18next'

const ICONS = { proven: CircleCheck, refuted: CircleX, open: CircleHelp }

/** What holds of every call, in three lines. */
export function ProofLines({ proof }: { proof: Proof }) {
  const { t } = useTranslation('preview')
  return CLAIMS.map((claim) => {
    const verdict = proof.verdicts[claim]
    const Icon = ICONS[verdict]
    return (
      <span key={claim} data-good={verdict === 'proven' || undefined} data-warn={verdict !== 'proven' || undefined}>
        <Icon size={17} aria-label={t(`check.icon.${verdict}`)} />
        {t(`check.${claim}.${verdict}`, { seconds: proof.maxSilenceMs / 1000 })}
      </span>
    )
  })
}
