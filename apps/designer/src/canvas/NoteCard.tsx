import type { FlowNode } from '@callflow-studio/model'
import Markdown, { type MarkdownToJSX } from 'markdown-to-jsx/react'
import { useCanvas } from './canvas-store.ts'
import type { Card } from './card.ts'
import classes from './NoteCard.module.css'

/** Markdown as text with emphasis, lists and links; HTML in it is shown as it was typed. */
const MARKDOWN: MarkdownToJSX.Options = {
  disableParsingRawHTML: true,
  forceBlock: true,
  overrides: { a: { props: { target: '_blank', rel: 'noreferrer' } }, img: () => null },
}

/** A remark on the canvas. */
export function NoteCard({ node, card, isSelected }: { node: FlowNode; card: Card; isSelected: boolean | undefined }) {
  const isDragged = useCanvas((state) => !state.isProposal && state.places?.[node.id] !== undefined)
  return (
    <div
      className={classes.note}
      style={{ width: card.width, height: card.height }}
      data-selected={isSelected || undefined}
      data-dragged={isDragged || undefined}
    >
      {node.name && (
        <strong className={classes.title} data-title>
          {node.name}
        </strong>
      )}
      <div className={classes.text}>
        <Markdown options={MARKDOWN}>{card.summary}</Markdown>
      </div>
    </div>
  )
}
