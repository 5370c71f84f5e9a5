import { ChevronRight, Globe } from 'lucide-react'
import { useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ownReplyAt, type PlacedLookUp } from '../state/preview-look-ups.ts'
import { studioStore, useStudio } from '../state/studio-store.ts'
import { Chip } from '../ui/Chip.tsx'
import { formatTook } from '../ui/format.ts'
import { JsonView } from '../ui/JsonView.tsx'
import { LookUpForm } from './LookUpForm.tsx'
import classes from './LookUps.module.css'
import { entryOf, hostOf, isHarmless } from './look-up-words.ts'

/** Below the line of a step: whom it asked, what came back and when, and whether that was real. Opens on a press. */
export function LookUpNote({ lookUp }: { lookUp: PlacedLookUp }) {
  const { t } = useTranslation('preview')
  const id = useId()
  const own = useStudio((state) => ownReplyAt(state.ownReplies, lookUp))
  const heard = useStudio((state) => state.heard.find((each) => each.order === lookUp.order))
  const [isOpen, setOpen] = useState(false)
  // What was real when it was asked stays so while the call is replayed with it.
  const reply = heard?.reply ?? lookUp.reply
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
          {method} {hostOf(url)}
        </span>
        <span>
          {came}, {formatTook(reply.durationMs)}
        </span>
        <Chip tone={own ? 'accent' : 'neutral'}>{t(`lookUp.origin.${origin}`)}</Chip>
        <ChevronRight size={13} aria-hidden className={classes.arrow} />
      </button>
      {isOpen && (
        <div id={id} className={classes.more}>
          <code>{url}</code>
          {reply.ok ? (
            reply.text !== '' && <JsonView text={reply.text} />
          ) : (
            <p className={classes.hint}>{own ? t('lookUp.toldNoAnswer') : reply.message}</p>
          )}
          <WhatIf lookUp={{ ...lookUp, reply }} />
        </div>
      )}
    </div>
  )
}

/** A reply of the user's own instead of this one, and back again. */
function WhatIf({ lookUp }: { lookUp: PlacedLookUp }) {
  const { t } = useTranslation('preview')
  const own = useStudio((state) => ownReplyAt(state.ownReplies, lookUp))
  const [isAnswering, setAnswering] = useState(false)
  const open = useRef<HTMLButtonElement>(null)
  const wasAnswering = useRef(false)
  useEffect(() => {
    if (wasAnswering.current && !isAnswering) open.current?.focus()
    wasAnswering.current = isAnswering
  }, [isAnswering])
  const { answerLookUp, askAnew } = studioStore.getState()
  if (isAnswering)
    return (
      <LookUpForm
        entry={entryOf(own, lookUp.reply)}
        onUse={(reply) => {
          setAnswering(false)
          answerLookUp(lookUp, reply)
        }}
        onCancel={() => setAnswering(false)}
      />
    )
  return (
    <div className={classes.buttons}>
      <button type="button" className={classes.button} ref={open} onClick={() => setAnswering(true)}>
        {t(own ? 'lookUp.change' : 'lookUp.whatIf')}
      </button>
      {own ? (
        <button type="button" className={classes.button} onClick={() => answerLookUp(lookUp, null)}>
          {t('lookUp.takeBack')}
        </button>
      ) : (
        <button type="button" className={classes.button} onClick={() => askAnew(lookUp)}>
          {t('lookUp.askAnew')}
        </button>
      )}
    </div>
  )
}
