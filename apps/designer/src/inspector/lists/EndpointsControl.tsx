import { ENDPOINT, isPlaceholderId, isTemplate } from '@callflow-studio/model'
import { Select } from '@mantine/core'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { useStudio } from '../../state/studio-store.ts'
import { SortableList } from '../../ui/SortableList.tsx'
import { TextButton } from '../../ui/TextButton.tsx'
import { useStableKeys } from '../../ui/use-stable-keys.ts'
import { EntityPicker } from '../entities/EntityPicker.tsx'
import classes from '../form/Controls.module.css'
import type { ControlProps } from '../form/control-kind.ts'
import { FieldFrame } from '../form/FieldFrame.tsx'
import { useFieldNote, useNoteAt } from '../form/field-note.ts'
import { isPlainObject, shownText, storedNumber } from '../form/field-value.ts'
import { fieldsOf } from '../form/form-fields.ts'
import { useStep } from '../form/step-context.ts'
import { focusSoon } from '../form/use-focus-field.ts'
import inspector from '../Inspector.module.css'
import { TemplateInput } from '../values/TemplateInput.tsx'
import { mover } from './list-order.ts'
import { MovableCard } from './MovableCard.tsx'
import bars from './RingBar.module.css'
import { RingBar } from './RingBar.tsx'
import { type RingPicture, ringPicture } from './ring-times.ts'
import { UnknownEntry } from './UnknownEntry.tsx'

/** KAZOO's own names, in the order in which they are usual. @source callflows.ring_group */
const KINDS = [
  { value: 'user', label: 'User' },
  { value: 'device', label: 'Device' },
  { value: 'group', label: 'Group' },
]
const RINGS_FOR_S = 20

/** The phones of a group in their order, with a picture of who rings when. */
export function EndpointsControl({ field, path, value, onChange }: ControlProps) {
  const { t } = useTranslation('inspector')
  const id = useId()
  const phones: unknown[] = Array.isArray(value) ? value : []
  const keys = useStableKeys(phones)
  const note = useFieldNote(field, path, value, (at) => at !== path)
  const setting = useSetting()
  const strategy = setting('strategy')
  const picture = ringPicture({
    members: phones,
    timeout: setting('timeout') ?? RINGS_FOR_S,
    repeats: setting('repeats') ?? 1,
    isInTurn: strategy === 'single' || strategy === 'weighted_random',
    memberRingsForS: RINGS_FOR_S,
  })
  const move = mover(phones, (next) => onChange(next, true))
  return (
    <FieldFrame id={id} hint={field.meta.hint} note={note}>
      <div id={id} className={classes.rows} data-field={path}>
        {phones.length > 0 && (
          <Total picture={picture} rounds={setting('repeats')} isRandom={strategy === 'weighted_random'} />
        )}
        <SortableList keys={keys} onMove={move}>
          {phones.map((phone, index) => (
            <Phone
              key={keys[index]}
              id={keys[index] ?? index}
              path={`${path}.${index}`}
              index={index}
              count={phones.length}
              phone={phone}
              picture={picture}
              hasWeight={strategy === 'weighted_random'}
              onChange={(next, isDiscrete) => onChange(phones.with(index, next), isDiscrete)}
              onMove={move}
              onRemove={() => onChange(phones.toSpliced(index, 1), true)}
            />
          ))}
        </SortableList>
        <TextButton
          onClick={() => {
            onChange([...phones, { endpoint_type: 'user', id: '' }], true)
            focusSoon(`${path}.${phones.length}`)
          }}
        >
          {t('addPhone')}
        </TextButton>
      </div>
    </FieldFrame>
  )
}

/** Another field of the same step, or what counts where it is left alone; undefined where the step has no such field. */
function useSetting(): (name: string) => unknown {
  const { node, definition } = useStep()
  const fields = definition ? fieldsOf(definition.data) : []
  return (name) => node.data[name] ?? fields.find(({ path }) => path === name)?.meta.ifAbsent
}

function Total({ picture, rounds, isRandom }: { picture: RingPicture; rounds: unknown; isRandom: boolean }) {
  const { t } = useTranslation('inspector')
  const { totalS, roundS } = picture
  const words =
    totalS === null
      ? t('ringsUnknown')
      : rounds === undefined
        ? t('pagesFor', { seconds: inWords(totalS) })
        : totalS === roundS
          ? t('ringsFor', { seconds: inWords(totalS) })
          : t('ringsForRounds', { seconds: inWords(totalS), rounds, round: inWords(roundS ?? 0) })
  return (
    <p className={bars.total} role="status">
      <strong>{words}</strong>
      {isRandom && <span>{t('inRandomOrder')}</span>}
    </p>
  )
}

const inWords = (seconds: number): string =>
  seconds >= 120 ? `${Math.floor(seconds / 60)} min${seconds % 60 === 0 ? '' : ` ${seconds % 60} s`}` : `${seconds} s`

interface PhoneProps {
  id: number
  path: string
  index: number
  count: number
  phone: unknown
  picture: RingPicture
  hasWeight: boolean
  onChange: (phone: unknown, isDiscrete?: boolean) => void
  onMove: (from: number, to: number) => void
  onRemove: () => void
}

function Phone({ id, path, index, count, phone, picture, hasWeight, onChange, onMove, onRemove }: PhoneProps) {
  const { t } = useTranslation('inspector')
  const name = t('phone', { number: index + 1 })
  const account = useStudio((state) => state.document.settings.kazooAccount ?? null)
  const idNote = useNoteAt(`${path}.id`)
  const card = { id, index, count, name, onMove, onRemove }
  if (!isPlainObject(phone))
    return (
      <MovableCard {...card} title={name}>
        <UnknownEntry path={path} name={name} value={phone} onChange={onChange} />
      </MovableCard>
    )
  const set = (key: string, next: unknown, isDiscrete?: boolean) => {
    const { [key]: _, ...others } = phone
    onChange(next === undefined ? others : { ...phone, [key]: next }, isDiscrete)
  }
  const kind = shownText(phone.endpoint_type)
  const entityKind = ENDPOINT.find((each) => each === kind)
  const memberId = shownText(phone.id)
  const isKnown = kind === '' || KINDS.some(({ value }) => value === kind)
  return (
    <MovableCard
      {...card}
      title={
        <Select
          aria-label={t('kind')}
          data={isKnown ? KINDS : [...KINDS, { value: kind, label: kind }]}
          value={kind || null}
          allowDeselect={false}
          comboboxProps={{ shadow: 'md' }}
          onChange={(chosen) => set('endpoint_type', chosen ?? 'user', true)}
        />
      }
    >
      {account !== null && entityKind && !isTemplate(memberId) ? (
        <EntityPicker
          account={account}
          path={`${path}.id`}
          label={t('name')}
          kinds={[entityKind]}
          value={memberId}
          note={idNote}
          isClearable={false}
          onChange={(chosen) => set('id', chosen ?? '', true)}
        />
      ) : (
        <Cell
          path={`${path}.id`}
          label={t('id')}
          hint={isPlaceholderId(phone.id) ? t('placeholderId') : undefined}
          value={memberId}
          placeholder={t('idHint')}
          isMono
          onChange={(text) => set('id', text)}
        />
      )}
      <div className={inspector.row}>
        <Cell
          path={`${path}.delay`}
          label={t('delay')}
          unit="s"
          value={shownText(phone.delay)}
          placeholder="0"
          onChange={(text) => set('delay', storedNumber(text))}
        />
        <Cell
          path={`${path}.timeout`}
          label={t('ringFor')}
          unit="s"
          value={shownText(phone.timeout)}
          placeholder={String(RINGS_FOR_S)}
          onChange={(text) => set('timeout', storedNumber(text))}
        />
        {hasWeight && (
          <Cell
            path={`${path}.weight`}
            label={t('weight')}
            isNumber
            value={shownText(phone.weight)}
            placeholder="1–100"
            onChange={(text) => set('weight', storedNumber(text))}
          />
        )}
      </div>
      <RingBar span={picture.spans[index] ?? null} wholeS={picture.roundS ?? latest(picture)} />
    </MovableCard>
  )
}

/** Where the length of the round is unknown: as far as is known. */
const latest = ({ spans }: RingPicture): number => Math.max(0, ...spans.map((span) => span?.toS ?? 0))

interface CellProps {
  path: string
  label: string
  value: string
  placeholder: string
  hint?: string | undefined
  unit?: string
  isNumber?: boolean
  isMono?: boolean
  onChange: (text: string) => void
}

const Cell = ({ unit, isNumber = unit !== undefined, ...props }: CellProps) => (
  <TemplateInput {...props} unit={unit} isNumber={isNumber} note={useNoteAt(props.path)} />
)
