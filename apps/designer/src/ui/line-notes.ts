/** Messages of CodeMirror below the lines that they are about. */
import { type Extension, type Range, RangeSet, StateEffect, StateField } from '@codemirror/state'
import { Decoration, type DecorationSet, EditorView, WidgetType } from '@codemirror/view'
import classes from './CodeEditor.module.css'

interface LineNote {
  /** Anywhere in its line. */
  from: number
  severity: string
  message: string
}

export const setLineNotes = StateEffect.define<readonly LineNote[]>()

class NoteWidget extends WidgetType {
  readonly note: LineNote
  constructor(note: LineNote) {
    super()
    this.note = note
  }
  override eq({ note }: NoteWidget): boolean {
    return note.message === this.note.message && note.severity === this.note.severity
  }
  toDOM(): HTMLElement {
    const element = document.createElement('div')
    element.className = classes.note ?? ''
    element.dataset.severity = this.note.severity
    element.textContent = this.note.message
    return element
  }
}

/** They move with the text until others are set. */
export const lineNotes: Extension = StateField.define<DecorationSet>({
  create: () => RangeSet.empty,
  update(shown, { changes, effects, state }) {
    const set = effects.find((effect) => effect.is(setLineNotes))
    if (!set) return shown.map(changes)
    const notes: readonly LineNote[] = set.value
    return RangeSet.of(
      notes.map((note): Range<Decoration> => {
        const { to } = state.doc.lineAt(note.from)
        return Decoration.widget({ widget: new NoteWidget(note), block: true, side: 1 }).range(to)
      }),
      true,
    )
  },
  provide: (field) => EditorView.decorations.from(field),
})
