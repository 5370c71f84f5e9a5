/**
 * CodeMirror, set up for JSON. Several times as large as the forms around it: load it with `import()`, as JsonEditor does.
 * Tab is not bound, so that it leaves the editor as it leaves any field.
 */
import { history, historyKeymap, standardKeymap } from '@codemirror/commands'
import { json } from '@codemirror/lang-json'
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { setDiagnostics } from '@codemirror/lint'
import { Compartment, EditorState } from '@codemirror/state'
import { EditorView, keymap, placeholder } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import classes from './JsonEditor.module.css'

export interface TextProblem {
  /** Where in the text, from 0. */
  at: number
  message: string
}

interface CodeMirrorOptions {
  parent: HTMLElement
  text: string
  placeholder: string
  /** Hears what is typed, pasted, undone and redone, not what `show` sets. */
  onChange: (text: string) => void
}

export interface CodeMirror {
  /** Replaces the text and forgets what could be undone: it belonged to another text. */
  show: (text: string) => void
  /** Sets attributes of the editable element. */
  describe: (attributes: Record<string, string>) => void
  mark: (problem: TextProblem | null) => void
  /** Selects a range, scrolls to it and puts the cursor there. */
  select: (from: number, to: number) => void
  focus: () => void
  close: () => void
}

export function openCodeMirror({ parent, text, onChange, ...options }: CodeMirrorOptions): CodeMirror {
  const attributes = new Compartment()
  let described: Record<string, string> = {}
  const stateOf = (doc: string) =>
    EditorState.create({
      doc,
      extensions: [
        history(),
        keymap.of([...historyKeymap, ...standardKeymap]),
        json(),
        syntaxHighlighting(COLOURS),
        EditorView.lineWrapping,
        placeholder(options.placeholder),
        attributes.of(EditorView.contentAttributes.of(described)),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) onChange(update.state.doc.toString())
        }),
      ],
    })
  const view = new EditorView({ parent, state: stateOf(text) })
  return {
    show: (next) => view.setState(stateOf(next)),
    describe: (next) => {
      described = next
      view.dispatch({ effects: attributes.reconfigure(EditorView.contentAttributes.of(next)) })
    },
    mark: (problem) => view.dispatch(setDiagnostics(view.state, problem ? [diagnosticAt(problem, view.state)] : [])),
    select: (from, to) => {
      const within = (at: number) => Math.min(at, view.state.doc.length)
      view.dispatch({ selection: { anchor: within(from), head: within(to) }, scrollIntoView: true })
      view.focus()
    },
    focus: () => view.focus(),
    close: () => view.destroy(),
  }
}

function diagnosticAt({ at, message }: TextProblem, { doc }: EditorState) {
  const from = Math.min(at, doc.length)
  return { from, to: Math.min(from + 1, doc.length), severity: 'error' as const, message }
}

const COLOURS = HighlightStyle.define([
  { tag: [tags.string, tags.bool, tags.null], class: classes.text ?? '' },
  { tag: tags.number, class: classes.number ?? '' },
  { tag: [tags.separator, tags.squareBracket, tags.brace], class: classes.mark ?? '' },
])
