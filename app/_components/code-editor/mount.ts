import type { editor as api } from 'monaco-editor/editor'
import styles from '../CodeEditor.module.css'
import type { Monaco } from './monaco'
import type { CodeMarker, LockedRange } from './props'
import { applyChanges, shownText, smallestChange } from './source-text'

/** One Monaco with our text in it. */
export interface MountedEditor {
  /** The cursor or selection, in UTF-16 units of what is shown. */
  focus(start: number, end: number): void
  setText(text: string): void
  setMarkers(markers: readonly CodeMarker[]): void
  setLocked(ranges: readonly LockedRange[]): void
}

/**
 * Puts a model of the text into the editor, in the place of the one it came with; it goes when the editor goes. `onChange`
 * gets the text with the line endings and byte order mark that it came with. Texts that come back late, since the page
 * renders more slowly than a person types, are recognised and change nothing.
 */
export function mountText(
  monaco: Monaco,
  editor: api.IStandaloneCodeEditor,
  text: string,
  onChange: (text: string) => void,
): MountedEditor {
  const model = monaco.editor.createModel(shownText(text), 'yaml')
  model.setEOL(monaco.editor.EndOfLineSequence.LF)
  editor.getModel()?.dispose()
  editor.setModel(model)
  const locked = editor.createDecorationsCollection()
  let source = text
  let unconfirmed: string[] = []
  let isFromOutside = false

  model.onDidChangeContent(({ changes }) => {
    if (isFromOutside) return
    source = applyChanges(source, changes, model.getValue())
    unconfirmed.push(source)
    onChange(source)
  })
  letTabLeave(monaco, editor)

  return {
    focus(start, end) {
      editor.layout()
      editor.setSelection(monaco.Range.fromPositions(model.getPositionAt(start), model.getPositionAt(end)))
      editor.revealPositionInCenter(model.getPositionAt(end))
      editor.focus()
    },
    setText(next) {
      const isLate = next !== source && unconfirmed.includes(next)
      if (isLate) return
      unconfirmed = []
      if (next === source) return
      source = next
      isFromOutside = true
      replaceText(model, editor, shownText(next))
      isFromOutside = false
    },
    setMarkers(markers) {
      monaco.editor.setModelMarkers(
        model,
        'ordinal',
        markers.map((marker) => toMarker(monaco, model, marker)),
      )
    },
    setLocked(ranges) {
      locked.set(ranges.map((range) => toDecoration(monaco, range)))
    },
  }
}

export const usualOptions: api.IStandaloneEditorConstructionOptions = {
  automaticLayout: true,
  // Hovers and completions may be wider than the column in which the editor stands.
  fixedOverflowWidgets: true,
  fontSize: 13,
  lineHeight: 20,
  lineNumbersMinChars: 3,
  minimap: { enabled: false },
  overviewRulerBorder: false,
  padding: { top: 8, bottom: 8 },
  quickSuggestions: { other: true, strings: true, comments: false },
  renderFinalNewline: 'on',
  scrollBeyondLastLine: false,
  // A wheel over the editor goes on to the page at its ends.
  scrollbar: { alwaysConsumeMouseWheel: false },
  tabSize: 2,
  wordBasedSuggestions: 'off',
  wordWrap: 'on',
  wrappingIndent: 'same',
}

/** As one step of undo, and with the cursor where it was. */
function replaceText(model: api.ITextModel, editor: api.IStandaloneCodeEditor, text: string): void {
  const change = smallestChange(model.getValue(), text)
  const start = model.getPositionAt(change.rangeOffset)
  const end = model.getPositionAt(change.rangeOffset + change.rangeLength)
  const range = {
    startLineNumber: start.lineNumber,
    startColumn: start.column,
    endLineNumber: end.lineNumber,
    endColumn: end.column,
  }
  model.pushStackElement()
  model.pushEditOperations(editor.getSelections(), [{ range, text: change.text }], () => null)
  model.pushStackElement()
}

function toMarker(monaco: Monaco, model: api.ITextModel, marker: CodeMarker): api.IMarkerData {
  const line = Math.min(Math.max(marker.line, 1), model.getLineCount())
  const severities = { error: 'Error', warning: 'Warning', info: 'Info' } as const
  return {
    message: marker.message,
    severity: monaco.MarkerSeverity[severities[marker.severity]],
    startLineNumber: line,
    startColumn: marker.column ?? model.getLineFirstNonWhitespaceColumn(line),
    endLineNumber: line,
    endColumn: model.getLineMaxColumn(line),
  }
}

function toDecoration(monaco: Monaco, { from, to, message }: LockedRange): api.IModelDeltaDecoration {
  const hoverMessage = { value: message }
  return {
    range: new monaco.Range(from, 1, to, 1),
    options: {
      isWholeLine: true,
      className: styles.locked ?? '',
      linesDecorationsClassName: styles.lock ?? '',
      hoverMessage,
      stickiness: monaco.editor.TrackedRangeStickiness.NeverGrowsWhenTypingAtEdges,
    },
  }
}

/** Tab indents; right after Escape it goes on to the next field (WCAG 2.1.2). Ctrl+M switches for good. */
function letTabLeave(monaco: Monaco, editor: api.IStandaloneCodeEditor): void {
  const closes = [
    'suggestWidgetVisible',
    'findWidgetVisible',
    'markersNavigationVisible',
    'editorHasSelection',
  ]
  const isFree = [...closes, 'editorHasMultipleSelections', 'inSnippetMode']
    .map((key) => `!${key}`)
    .join(' && ')
  editor.addCommand(monaco.KeyCode.Escape, () => editor.updateOptions({ tabFocusMode: true }), isFree)
  const back = () => editor.updateOptions({ tabFocusMode: false })
  editor.onDidBlurEditorText(back)
  editor.onKeyDown(({ keyCode }) => {
    const isLeaving = [monaco.KeyCode.Escape, monaco.KeyCode.Tab, monaco.KeyCode.Shift].includes(keyCode)
    if (!isLeaving) back()
  })
}
