import { useTranslation } from 'react-i18next'
import classes from './Keypad.module.css'
import type { KeypadState } from './keypad.ts'

interface KeypadProps {
  keypad: KeypadState
  /** Keys pressed, not sent yet. */
  entered: string
  /** What is being said while keys are pressed; null: they are pressed when the call waits for them. */
  aheadAt: string | null
  onPress: (key: string) => void
  onSend: () => void
  onClear: () => void
}

export function Keypad({ keypad, entered, aheadAt, onPress, onSend, onClear }: KeypadProps) {
  const { t } = useTranslation('preview')
  return (
    <div className={classes.pad}>
      {aheadAt !== null && <p className={classes.ahead}>{t('aheadAt', { prompt: aheadAt })}</p>}
      {entered !== '' && (
        <div className={classes.entry}>
          <output aria-label={t('entered')}>{entered}</output>
          <button type="button" className={classes.enter} onClick={onClear}>
            {t('clearEntry')}
          </button>
          <button type="button" className={classes.enter} data-send onClick={onSend}>
            {t('send')}
          </button>
        </div>
      )}
      {/* biome-ignore lint/a11y/useSemanticElements: keys of a phone, not fields of a form */}
      <div className={classes.keys} role="group" aria-label={t('keypad')}>
        {keypad.keys.map(({ key, label, isChoice }) => (
          <button
            key={key}
            type="button"
            className={classes.key}
            data-choice={isChoice || undefined}
            // Not `disabled`: the key that was just pressed would lose the focus.
            aria-disabled={keypad.isDead}
            onClick={() => onPress(key)}
          >
            <b>
              {key}
              {label !== null && <span className={classes.comma}>,</span>}
            </b>
            {label !== null && <span>{label}</span>}
          </button>
        ))}
      </div>
    </div>
  )
}
