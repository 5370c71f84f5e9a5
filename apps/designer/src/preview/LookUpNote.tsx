import type { LookUpMock, LookUpResult } from '@callflow-studio/model/api'
import { ChevronRight, Globe } from 'lucide-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type LookUpPlace, ownReplyAt, type PlacedLookUp } from '../state/preview-look-ups.ts'
import { studioStore, useStudio } from '../state/studio-store.ts'
import { Chip } from '../ui/Chip.tsx'
import { formatTook } from '../ui/format.ts'
import { JsonView } from '../ui/JsonView.tsx'
import { LookUpForm } from './LookUpForm.tsx'
import classes from './LookUps.module.css'
import { entryOf, isHarmless, shownHost } from './look-up-words.ts'
import { useReturn } from './use-return.ts'

/** Below the line of a step: whom it asked, what came back and when, and whether that was real. Opens on a press. */
export function LookUpNote({ lookUp }: { lookUp: PlacedLookUp }) {
  const { t } = useTranslation('preview')
  const id = useId()
  const own = useStudio((state) => ownReplyAt(state.scenario.ownReplies, lookUp))
  const recorded = useStudio((state) => state.recordedReplies.find((each) => each.order === lookUp.order))
  const [isOpen, setOpen] = useState(false)
  // What was real when it was asked stays so while the call is replayed with it.
  const reply = recorded?.reply ?? lookUp.reply
  if (!reply) return null
  const { method, url } = lookUp.request
  const came = reply.ok ? String(reply.status) : t('lookUp.noReply')
  const origin = own ? 'own' : isHarmless(lookUp.request) ? 'real' : 'sent'
  return (
    <div className={classes.note} data-open={isOpen || undefined}>
      <button
        type="button"
        className={classes.fold}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        <Globe size={13} aria-hidden />
        <span className={classes.where}>
          {method} {shownHost(url)}
        </span>
        <ChevronRight size={13} aria-hidden className={classes.arrow} />
        <span className={classes.came}>
          {came}, {formatTook(reply.durationMs)}
          <Chip tone={own ? 'accent' : 'neutral'}>{t(`lookUp.origin.${origin}`)}</Chip>
        </span>
      </button>
      {isOpen && (
        <div id={id} className={classes.more}>
          <code>{url}</code>
          <Reply reply={reply} own={own} place={lookUp} />
        </div>
      )}
    </div>
  )
}

interface ReplyProps {
  reply: LookUpResult
  own: LookUpMock | null
  place: LookUpPlace
}

/** What came; and a reply of the user's own in its place, and back again. */
function Reply({ reply, own, place }: ReplyProps) {
  const { t } = useTranslation('preview')
  const [isAnswering, setAnswering] = useState(false)
  const opener = useReturn(isAnswering)
  const { answerLookUp, sendAgain } = studioStore.getState()
  if (isAnswering)
    return (
      <LookUpForm
        entry={entryOf(own, reply)}
        onUse={(mock) => {
          setAnswering(false)
          answerLookUp(place, mock)
        }}
        onCancel={() => setAnswering(false)}
      />
    )
  return (
    <>
      {reply.ok && reply.text !== '' && <JsonView text={reply.text} />}
      <div className={classes.buttons}>
        <button type="button" className={classes.button} ref={opener} onClick={() => setAnswering(true)}>
          {t(own ? 'lookUp.change' : 'lookUp.whatIf')}
        </button>
        <button
          type="button"
          className={classes.button}
          onClick={() => (own ? answerLookUp(place, null) : sendAgain(place))}
        >
          {t(own ? 'lookUp.useReal' : 'lookUp.sendAgain')}
        </button>
      </div>
    </>
  )
}
