/**
 * CodeMirror, set up for JSON and YAML. Several times as large as the forms around it: load it with `import()`, as CodeEditor
 * does. Tab is not bound, so that it leaves the editor as it leaves any field.
 */
import { history, historyKeymap, standardKeymap } from '@codemirror/commands'
import { json } from '@codemirror/lang-json'
import { yaml } from '@codemirror/lang-yaml'
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { setDiagnostics } from '@codemirror/lint'
import { Compartment, EditorState } from '@codemirror/state'
import { EditorView, keymap, lineNumbers, placeholder } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import classes from './CodeEditor.module.css'
import { lineNotes, setLineNotes } from './line-notes.ts'

export interface TextProblem {
  /** Where in the text, from 0. */
  at: number
  /** Where it ends; one character if left out. */
  to?: number
  message: string
  /** error if left out. */
  severity?: 'error' | 'warning'
}

/** A text of many lines, such as YAML, has its lines numbered, and each problem below its line. */
export type CodeLanguage = 'json' | 'yaml'

interface CodeMirrorOptions {
  parent: HTMLElement
  language: CodeLanguage
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
  mark: (problems: readonly TextProblem[]) => void
  /** Selects a range, scrolls to it and puts the cursor there. */
  select: (from: number, to: number) => void
  focus: () => void
  close: () => void
}

export function openCodeMirror({ parent, text, onChange, language, ...options }: CodeMirrorOptions): CodeMirror {
  const attributes = new Compartment()
  let described: Record<string, string> = {}
  const stateOf = (doc: string) =>
    EditorState.create({
      doc,
      extensions: [
        history(),
        keymap.of([...historyKeymap, ...standardKeymap]),
        language === 'yaml' ? [yaml(), lineNumbers(), lineNotes] : json(),
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
    mark: (problems) => {
      const diagnostics = problems.map((problem) => diagnosticAt(problem, view.state))
      view.dispatch(setDiagnostics(view.state, diagnostics))
      if (language === 'yaml') view.dispatch({ effects: setLineNotes.of(diagnostics) })
    },
    select: (from, to) => {
      const within = (at: number) => Math.min(at, view.state.doc.length)
      view.dispatch({ selection: { anchor: within(from), head: within(to) }, scrollIntoView: true })
      view.focus()
    },
    focus: () => view.focus(),
    close: () => view.destroy(),
  }
}

function diagnosticAt({ at, to = at + 1, message, severity = 'error' }: TextProblem, { doc }: EditorState) {
  const from = Math.min(at, doc.length)
  return { from, to: Math.min(Math.max(from, to), doc.length), severity, message }
}

const COLOURS = HighlightStyle.define([
  { tag: [tags.string, tags.bool, tags.null], class: classes.text ?? '' },
  { tag: tags.number, class: classes.number ?? '' },
  { tag: [tags.separator, tags.squareBracket, tags.brace, tags.punctuation], class: classes.mark ?? '' },
  { tag: tags.definition(tags.propertyName), class: classes.key ?? '' },
  { tag: tags.comment, class: classes.comment ?? '' },
])
