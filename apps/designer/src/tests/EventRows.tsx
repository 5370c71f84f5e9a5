import type { ScenarioEvent, ScenarioVerb } from '@callflow-studio/model/scenario'
import { Menu } from '@mantine/core'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { SortableList } from '../ui/SortableList.tsx'
import { TextButton } from '../ui/TextButton.tsx'
import { useStableKeys } from '../ui/use-stable-keys.ts'
import { EventRow } from './EventRow.tsx'
import { type EventLine, toEvent, toLine, VERBS } from './event-line.ts'
import type { StepOptions } from './step-options.ts'
import classes from './TestForm.module.css'
import { failureAt, lineState, type ShownResult } from './test-result.ts'

interface EventRowsProps {
  events: readonly ScenarioEvent[]
  options: StepOptions
  result: ShownResult | null
  onChange: (events: ScenarioEvent[]) => void
}

/** What a step waits for: where only one step can, it is the one. */
const PENDING: ReadonlySet<ScenarioVerb> = new Set(['waits', 'rings', 'records', 'decides'])

/** What happens, line by line, in the order of the call. */
export function EventRows({ events, options, result, onChange }: EventRowsProps) {
  const { t } = useTranslation('tests')
  const keys = useStableKeys(events)
  const list = useRef<HTMLOListElement>(null)
  const put = (index: number, line: EventLine) =>
    onChange(events.map((event, place) => (place === index ? toEvent(line) : event)))
  const move = (from: number, to: number) => {
    const moved = events[from]
    if (moved === undefined || to < 0 || to >= events.length || to === from) return
    onChange(events.toSpliced(from, 1).toSpliced(to, 0, moved))
  }
  const add = (verb: ScenarioVerb) => {
    const [only, second] = PENDING.has(verb) ? options.forVerb(verb) : []
    onChange([...events, toEvent({ verb, text: only && !second ? only.value : '', outcome: '', after: '' })])
    // The field of the new line, once it is drawn.
    requestAnimationFrame(() =>
      list.current?.querySelector<HTMLElement>(':scope > li:last-child [data-first]')?.focus(),
    )
  }
  return (
    <section className={classes.section} aria-label={t('form.happens')}>
      <h3>{t('form.happens')}</h3>
      <p className={classes.hint}>{t(events.length === 0 ? 'form.noLines' : 'form.happensHint')}</p>
      <SortableList keys={keys} onMove={move}>
        <ol className={classes.lines} ref={list}>
          {events.map((event, index) => (
            <EventRow
              key={keys[index]}
              id={keys[index] ?? index}
              index={index}
              line={toLine(event, options.split)}
              options={options}
              state={lineState(result, index)}
              failure={failureAt(result, ['happens', index])}
              onChange={(line) => put(index, line)}
              onMove={move}
              onRemove={() => onChange(events.toSpliced(index, 1))}
            />
          ))}
        </ol>
      </SortableList>
      <Menu position="bottom-start">
        <Menu.Target>
          <TextButton>{t('form.addLine')}</TextButton>
        </Menu.Target>
        <Menu.Dropdown>
          {VERBS.map((verb) => (
            <Menu.Item key={verb} onClick={() => add(verb)}>
              {t(`form.verbs.${verb}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </section>
  )
}
